import { findRegion, unknownRegion } from "../../../../src/http/routing/find-region";

const REGIONS = [
  { regionId: 0, name: "us-east" },
  { regionId: 7, name: "7" },
  { regionId: 8, name: "Lab" },
  { regionId: 9, name: "LAB" },
];

test.each([
  ["us-east", 0],
  ["0", 0],
  ["7", 7],
  ["US-EAST", 0],
  [" us-east\t", 0],
  [" 7 ", 7],
  ["Lab", 8],
  ["LAB ", 9],
  ["lab", undefined],
  ["00", undefined],
  ["", undefined],
  [" ", undefined],
])("%j is region %s", (text, regionId) => {
  expect(findRegion(REGIONS, text)?.regionId).toBe(regionId);
});

test("an unknown region is answered with those that there are, or with the first of very many", () => {
  expect(unknownRegion(REGIONS, "x")).toBe('region: expected one of us-east, 7, Lab, LAB, got "x"');
  expect(unknownRegion([], "x")).toBe('region: no region is known yet, got "x"');
  const many = Array.from({ length: 500 }, (_, regionId) => ({ regionId, name: `r${regionId}` }));
  expect(unknownRegion(many, "x".repeat(10_000))).toMatch(/r19, and 480 more, got "x{100}"$/);
});
