import { parseWith } from "../../../../src/wire/fields/parse-with";
import { placementSchema, placementToWire } from "../../../../src/wire/shapes/placement";

test("a placement is written and read", () => {
  expect(placementToWire({ regionId: 1, shardId: 7 })).toEqual({ region_id: 1, shard_id: 7 });
  expect(parseWith(placementSchema, { region_id: 1n, shard_id: 7n })).toStrictEqual({
    ok: true,
    value: { regionId: 1, shardId: 7 },
  });
});

test("a placement with faults is refused with each of them", () => {
  expect(parseWith(placementSchema, { region_id: "1" })).toEqual({
    ok: false,
    problems: [
      { field: "region_id", message: 'region_id: expected a whole number from 0 to 65535, got "1"' },
      { field: "shard_id", message: "shard_id: is missing, expected a whole number from 0 to 65535" },
    ],
  });
  expect(parseWith(placementSchema, []).ok).toBe(false);
});
