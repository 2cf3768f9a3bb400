import { regionNaming } from "../../../../src/http/status-page/region-naming";
import { clusterSnapshot, regionSnapshot } from "../../../support/metrics/cluster-snapshot";

test.each([
  ["us-east", "us-east"],
  ["日本-東京 🌋", "日本-東京 🌋"],
  ["منطقة-الشرق", "\u2068منطقة-الشرق\u2069"],
  ["eu-מזרח", "\u2068eu-מזרח\u2069"],
])("%s is kept apart from the sentence if it turns the direction of what is behind it", (name, expected) => {
  const nameOf = regionNaming(clusterSnapshot({ regions: [regionSnapshot({ regionId: 7, name })] }));

  expect(nameOf(7)).toBe(expected);
});

test("a region that has no name is called by its number", () => {
  expect(regionNaming(clusterSnapshot())(9)).toBe("9");
});
