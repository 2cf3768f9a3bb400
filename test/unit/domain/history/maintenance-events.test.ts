import {
  maintenanceAnnounced,
  maintenanceEnded,
  maintenanceLapsed,
} from "../../../../src/domain/history/maintenance-events";

const WINDOW = { id: "kernel-7", by: "ada", reason: "kernel update", startedNs: 1n, untilNs: 9n };
const MOMENT = { atNs: 2n, nameOf: (regionId: number) => `region ${regionId}` };

test("planned work that is announced says who does what and why, and what it covers", () => {
  expect(maintenanceAnnounced({ ...WINDOW, regionId: 1, shardId: 4 }, MOMENT)).toEqual({
    kind: "maintenance_announced",
    atNs: 2n,
    title: "maintenance kernel-7 announced by ada: kernel update",
    regionId: 1,
    regionName: "region 1",
    shardId: 4,
    startedNs: 1n,
  });
});

test("work on a shard wherever it is names no region", () => {
  const { regionName } = maintenanceAnnounced({ ...WINDOW, shardId: 4 }, MOMENT);
  expect(regionName).toBeUndefined();
});

test("its end names it", () => {
  expect(maintenanceEnded("kernel-7", 3n)).toEqual({
    kind: "maintenance_ended",
    atNs: 3n,
    title: "maintenance kernel-7 ended",
  });
});

test.each([
  ["whose lease was not renewed", { leaseUntilNs: 5_000_000_000n }, "05.000Z: its lease was not renewed"],
  ["that nobody ended", {}, "09.000Z: its time was over, and nobody had ended it"],
])("work that lapses, one %s, says when and why", (_, lease, end) => {
  const window = { ...WINDOW, untilNs: 9_000_000_000n, regionId: 1, ...lease };
  expect(maintenanceLapsed(window, MOMENT)).toEqual({
    kind: "maintenance_lapsed",
    atNs: 2n,
    title: `maintenance kernel-7 lapsed at 1970-01-01T00:00:${end}`,
    regionId: 1,
    regionName: "region 1",
    startedNs: 1n,
  });
});
