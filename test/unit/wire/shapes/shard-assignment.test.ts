import { parseWith } from "../../../../src/wire/fields/parse-with";
import { shardAssignmentSchema, shardAssignmentToWire } from "../../../../src/wire/shapes/shard-assignment";

test("an assignment is read and written", () => {
  expect(
    parseWith(shardAssignmentSchema, { shard_id: 7n, region_id: 65535n, note: "ignored" }),
  ).toStrictEqual({
    ok: true,
    value: { shardId: 7, regionId: 65535 },
  });
  expect(shardAssignmentToWire({ shardId: 7, regionId: 65535 })).toEqual({ shard_id: 7, region_id: 65535 });
});

test("a bad assignment is refused with every problem", () => {
  expect(parseWith(shardAssignmentSchema, { shard_id: 65536n })).toEqual({
    ok: false,
    problems: [
      { field: "shard_id", message: "shard_id: expected a whole number from 0 to 65535, got 65536" },
      { field: "region_id", message: "region_id: is missing, expected a whole number from 0 to 65535" },
    ],
  });
});

test("what is no object is no assignment", () => {
  expect(parseWith(shardAssignmentSchema, 7n)).toEqual({
    ok: false,
    problems: [{ field: "", message: "expected an object, got 7" }],
  });
});
