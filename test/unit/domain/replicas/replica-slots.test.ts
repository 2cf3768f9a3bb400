import fc from "fast-check";

import { replicaKey } from "../../../../src/domain/terms/ids";
import type { ReplicaId } from "../../../../src/domain/terms/ids";
import { NO_SLOT, ReplicaSlots } from "../../../../src/domain/replicas/replica-slots";
import { propertyRuns } from "../../../support/property-runs";

type Pair = readonly [shardId: number, regionId: number];

function replicaSlots(...ids: readonly Pair[]): ReplicaSlots {
  const slots = new ReplicaSlots();
  for (const [shardId, regionId] of ids) slots.take({ shardId, regionId });
  return slots;
}

function idIn(slots: ReplicaSlots, slot: number): Pair {
  return [slots.shardIds[slot] ?? NaN, slots.regionIds[slot] ?? NaN];
}

function listed(slots: ReplicaSlots): readonly Pair[] {
  return Array.from(slots.ordered, (slot) => idIn(slots, slot));
}

function release(slots: ReplicaSlots, shardId: number, regionId: number): void {
  slots.release(slots.slotOf({ shardId, regionId }));
}

describe("ReplicaSlots", () => {
  test("lists by shard, then region, whatever order they were added in", () => {
    const slots = replicaSlots([2, 0], [0, 9], [65_535, 65_535], [1, 65_535], [0, 3], [1, 0], [32_768, 1]);
    expect(listed(slots)).toEqual([
      [0, 3],
      [0, 9],
      [1, 0],
      [1, 65_535],
      [2, 0],
      [32_768, 1],
      [65_535, 65_535],
    ]);
  });

  test("finds a replica by shard and region together, never by one of them", () => {
    const slots = replicaSlots([1, 2]);
    expect(idIn(slots, slots.slotOf({ shardId: 1, regionId: 2 }))).toEqual([1, 2]);
    expect(slots.slotOf({ shardId: 2, regionId: 1 })).toBe(NO_SLOT);
    expect(slots.slotOf({ shardId: 1, regionId: 0 })).toBe(NO_SLOT);
  });

  test("a slot that is given back is given out again before a new one", () => {
    const slots = replicaSlots([1, 0], [1, 1], [1, 2]);
    const slot = slots.slotOf({ shardId: 1, regionId: 1 });
    slots.release(slot);
    expect(slots.isTaken(slot)).toBe(false);
    expect(slots.take({ shardId: 7, regionId: 7 })).toBe(slot);
    expect(slots.isTaken(slot)).toBe(true);
    expect(slots.slotCount).toBe(3);
  });

  test("a listing that was handed out does not change under its reader", () => {
    const slots = replicaSlots([1, 0]);
    const before = slots.ordered;
    slots.take({ shardId: 0, regionId: 0 });
    expect(Array.from(before, (slot) => slots.shardIds[slot])).toEqual([1]);
    release(slots, 1, 0);
    expect(before).toHaveLength(1);
    expect(listed(slots)).toEqual([[0, 0]]);
  });

  test("the listing is made once, not on every look", () => {
    const slots = replicaSlots([1, 0], [0, 0]);
    const before = slots.ordered;
    expect(slots.ordered).toBe(before);
    slots.take({ shardId: 2, regionId: 0 });
    release(slots, 2, 0);
    expect(slots.ordered).toBe(before);
  });

  test("the limit of regions is above every region that ever had a slot", () => {
    const slots = replicaSlots([1, 3]);
    expect(slots.regionLimit).toBe(4);
    slots.take({ shardId: 0, regionId: 65_535 });
    release(slots, 0, 65_535);
    expect(slots.regionLimit).toBe(65_536);
  });

  // Where many shards have another replica, the listing is made anew.
  test.each([
    ["far apart", [0, 1, 2, 40_000, 65_535], 12],
    ["side by side", [0, 1, 2, 3, 4, 5], 7],
    ["side by side, with very many replicas", [0, 1, 2], 12],
  ])("of shards %s it lists exactly who is there, whatever comes and goes", (_, shardIds, maxRegionId) => {
    const id = fc.record({ shardId: fc.constantFrom(...shardIds), regionId: fc.nat({ max: maxRegionId }) });
    // Between two looks few come and go, or many.
    const what = fc.constantFrom(...Array.from({ length: 40 }, () => "toggle" as const), "look" as const);
    const step = fc.tuple(fc.oneof(what, fc.constantFrom("toggle" as const, "look" as const)), id);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
        const slots = new ReplicaSlots();
        const model = new Map<number, ReplicaId>();
        for (const [what, replica] of steps) {
          const key = replicaKey(replica);
          if (what === "look") expect(slots.ordered).toHaveLength(model.size);
          else if (model.delete(key)) release(slots, replica.shardId, replica.regionId);
          else slots.take(model.set(key, replica).get(key) ?? replica);
        }
        const expected = [...model]
          .sort(([a], [b]) => a - b)
          .map(([, each]) => [each.shardId, each.regionId]);
        expect(listed(slots)).toEqual(expected);
        expect(new Set(slots.ordered).size).toBe(model.size);
        for (const each of model.values()) {
          expect(idIn(slots, slots.slotOf(each))).toEqual([each.shardId, each.regionId]);
        }
        expect(slots.slotCount).toBeLessThanOrEqual(slots.capacity);
      }),
      propertyRuns(),
    );
  });
});
