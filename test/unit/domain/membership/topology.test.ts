import fc from "fast-check";

import { Topology } from "../../../../src/domain/membership/topology";
import type { ShardAssignment } from "../../../../src/domain/membership/topology";
import { propertyRuns } from "../../../support/property-runs";

describe("Topology", () => {
  test("lists its assignments by shard, whatever order they came in", () => {
    const topology = new Topology([
      { shardId: 9, regionId: 1 },
      { shardId: 0, regionId: 2 },
      { shardId: 300, regionId: 0 },
    ]);
    expect(topology.assignments).toEqual([
      { shardId: 0, regionId: 2 },
      { shardId: 9, regionId: 1 },
      { shardId: 300, regionId: 0 },
    ]);
    expect(topology.size).toBe(3);
  });

  test("lists what holds after any changes, few or many at a time, and leaves lists alone that it gave out", () => {
    const shardId = fc.nat({ max: 60 });
    const change = fc.record({ shardId, regionId: fc.option(fc.nat({ max: 3 }), { nil: undefined }) });
    const changes = fc.array(fc.array(change, { maxLength: 40 }), { maxLength: 12 });
    fc.assert(
      fc.property(changes, (rounds) => {
        const topology = new Topology();
        const homes = new Map<number, number>();
        const given: (readonly [readonly ShardAssignment[], string])[] = [];
        for (const round of rounds) {
          for (const { shardId: id, regionId } of round) {
            if (regionId === undefined) topology.remove(id);
            else topology.assign({ shardId: id, regionId });
            if (regionId === undefined) homes.delete(id);
            else homes.set(id, regionId);
          }
          const expected = [...homes]
            .sort(([a], [b]) => a - b)
            .map(([id, home]) => ({ shardId: id, regionId: home }));
          expect(topology.assignments).toEqual(expected);
          given.push([topology.assignments, JSON.stringify(topology.assignments)]);
        }
        for (const [list, text] of given) expect(JSON.stringify(list)).toBe(text);
      }),
      propertyRuns(),
    );
  });

  test("starts empty", () => {
    expect(new Topology().assignments).toEqual([]);
  });

  test("refuses to be built with a shard that has two homes, even the same one twice", () => {
    const twice = [
      { shardId: 4, regionId: 0 },
      { shardId: 4, regionId: 0 },
    ];
    expect(() => new Topology(twice)).toThrow(
      new RangeError("topology: shard 4 is assigned twice; a shard has one home region"),
    );
  });

  test("assign returns the home before, and homeOf tells the present one", () => {
    const topology = new Topology();
    expect(topology.assign({ shardId: 1, regionId: 5 })).toBeUndefined();
    expect(topology.assign({ shardId: 1, regionId: 6 })).toBe(5);
    expect(topology.homeOf(1)).toBe(6);
    expect(topology.homeOf(2)).toBeUndefined();
  });

  test("remove returns the home that was, and undefined for a shard it does not name", () => {
    const topology = new Topology([{ shardId: 1, regionId: 5 }]);
    expect(topology.remove(1)).toBe(5);
    expect(topology.remove(1)).toBeUndefined();
    expect(topology.size).toBe(0);
  });

  test("a shard at home in region 0 is told apart from one that is not there", () => {
    const topology = new Topology([{ shardId: 0, regionId: 0 }]);
    expect(topology.assign({ shardId: 0, regionId: 0 })).toBe(0);
    expect(topology.remove(0)).toBe(0);
  });

  test("the version grows with every change, and with nothing else", () => {
    const topology = new Topology();
    const versions = [
      topology.version,
      (topology.assign({ shardId: 1, regionId: 0 }), topology.version),
      (topology.assign({ shardId: 1, regionId: 0 }), topology.version),
      (topology.assign({ shardId: 1, regionId: 2 }), topology.version),
      (topology.remove(7), topology.version),
      (topology.remove(1), topology.version),
    ];
    expect(versions).toEqual([0, 1, 1, 2, 2, 3]);
  });

  test("a listing that was handed out does not change under its reader", () => {
    const topology = new Topology([{ shardId: 1, regionId: 0 }]);
    const before = topology.assignments;
    topology.assign({ shardId: 0, regionId: 0 });
    expect(before).toEqual([{ shardId: 1, regionId: 0 }]);
    expect(topology.assignments).toHaveLength(2);
  });

  test.each([
    [{ shardId: 65_536, regionId: 0 }, "shard_id: expected a whole number from 0 to 65535, got 65536"],
    [{ shardId: 0, regionId: -1 }, "region_id: expected a whole number from 0 to 65535, got -1"],
    [{ shardId: NaN, regionId: 0 }, "shard_id: expected a whole number from 0 to 65535, got NaN"],
  ])("%p is refused and changes nothing", (assignment, message) => {
    const topology = new Topology();
    expect(() => topology.assign(assignment)).toThrow(new RangeError(message));
    expect(topology.version).toBe(0);
  });
});
