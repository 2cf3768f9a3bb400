import { RegionTransitions } from "../../../../src/domain/regions/region-transitions";
import type { RegionStatus } from "../../../../src/domain/terms/cluster-health";

function statuses(...entries: readonly [number, RegionStatus][]): ReadonlyMap<number, RegionStatus> {
  return new Map(entries);
}

function happened(transitions: RegionTransitions, regionId: number): readonly string[] {
  return transitions
    .counts(regionId)
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => `${from} > ${to}: ${String(count)}`);
}

describe("RegionTransitions", () => {
  test("a region is born Unknown, and its first state is a change from there", () => {
    const transitions = new RegionTransitions();
    expect(transitions.observe(statuses([0, "Healthy"]), 5n)).toEqual([
      { regionId: 0, from: "Unknown", to: "Healthy" },
    ]);
    expect(transitions.sinceNs(0)).toBe(5n);
  });

  test("a region that is Unknown when first seen has not changed, but is so since then", () => {
    const transitions = new RegionTransitions();
    expect(transitions.observe(statuses([0, "Unknown"]), 5n)).toEqual([]);
    expect(transitions.observe(statuses([0, "Unknown"]), 9n)).toEqual([]);
    expect(transitions.sinceNs(0)).toBe(5n);
  });

  test("a state is as old as the observation that found it, however often it is looked at", () => {
    const transitions = new RegionTransitions();
    transitions.observe(statuses([0, "Healthy"]), 5n);
    expect(transitions.observe(statuses([0, "Healthy"]), 8n)).toEqual([]);
    expect(transitions.sinceNs(0)).toBe(5n);
    transitions.observe(statuses([0, "Offline"]), 11n);
    expect(transitions.sinceNs(0)).toBe(11n);
  });

  test("counts every way from one state to another by itself", () => {
    const transitions = new RegionTransitions();
    for (const status of [
      "Healthy",
      "Degraded",
      "Healthy",
      "Offline",
      "Degraded",
      "Healthy",
      "Degraded",
    ] as const) {
      transitions.observe(statuses([3, status]), 1n);
    }
    expect(happened(transitions, 3)).toEqual([
      "Healthy > Degraded: 2",
      "Healthy > Offline: 1",
      "Degraded > Healthy: 2",
      "Offline > Degraded: 1",
      "Unknown > Healthy: 1",
    ]);
  });

  test("lists all twelve pairs of different states, also before any happened and of a region never seen", () => {
    const pairs = new RegionTransitions().counts(7);
    expect(pairs).toHaveLength(12);
    expect(new Set(pairs.map(({ from, to }) => `${from} ${to}`)).size).toBe(12);
    expect(pairs.every(({ from, to, count }) => from !== to && count === 0)).toBe(true);
  });

  test("tells the regions apart", () => {
    const transitions = new RegionTransitions();
    transitions.observe(statuses([0, "Healthy"], [1, "Offline"]), 1n);
    expect(transitions.observe(statuses([0, "Healthy"], [1, "Healthy"]), 2n)).toEqual([
      { regionId: 1, from: "Offline", to: "Healthy" },
    ]);
    expect([transitions.sinceNs(0), transitions.sinceNs(1)]).toEqual([1n, 2n]);
  });

  test("a region that is gone is forgotten without a change, and born anew when it returns", () => {
    const transitions = new RegionTransitions();
    transitions.observe(statuses([0, "Offline"]), 1n);
    expect(transitions.observe(statuses(), 2n)).toEqual([]);
    expect(transitions.sinceNs(0)).toBeUndefined();
    expect(transitions.observe(statuses([0, "Healthy"]), 3n)).toEqual([
      { regionId: 0, from: "Unknown", to: "Healthy" },
    ]);
    expect(happened(transitions, 0)).toEqual(["Unknown > Healthy: 1"]);
  });
});
