import { MaintenanceWindows } from "../../../../src/domain/maintenance/maintenance-windows";
import type { MaintenanceWindow } from "../../../../src/domain/terms/maintenance-window";
import { HOUR_NS, maintenanceWindow } from "../../../support/domain/maintenance-window";

function windowsOf(...windows: readonly MaintenanceWindow[]): MaintenanceWindows {
  const all = new MaintenanceWindows();
  all.replace(windows);
  return all;
}

function idsOf(windows: readonly MaintenanceWindow[] | undefined): readonly string[] | undefined {
  return windows?.map(({ id }) => id);
}

const A = maintenanceWindow({ id: "a" });
const B = maintenanceWindow({ id: "b", untilNs: 2n * HOUR_NS });
const C = maintenanceWindow({ id: "c", untilNs: 3n * HOUR_NS });

test("they are listed by id, and found by it", () => {
  const windows = windowsOf(C, A, B);
  expect(idsOf(windows.all)).toEqual(["a", "b", "c"]);
  expect(windows.get("b")).toBe(B);
  expect(windows.get("d")).toBeUndefined();
});

test("those in force at a moment are what is planned then", () => {
  const windows = windowsOf(A, B, C);
  expect(idsOf(windows.workAt(0n).windows)).toEqual(["a", "b", "c"]);
  expect(idsOf(windows.workAt(HOUR_NS).windows)).toEqual(["b", "c"]);
  expect(idsOf(windows.workAt(3n * HOUR_NS).windows)).toEqual([]);
  expect(idsOf(new MaintenanceWindows().workAt(0n).windows)).toEqual([]);
});

test("a window takes the place of the one with its id, however full it is", () => {
  const longer = { ...A, untilNs: 9n * HOUR_NS };
  const windows = windowsOf(A, B).with(longer, 0n, 2);
  expect(windows).toEqual([longer, B]);
});

test("there is no room beyond the most, unless something lapsed, the longest ago first", () => {
  const windows = windowsOf(A, B);
  expect(windows.with(C, 0n, 2)).toBeUndefined();
  expect(idsOf(windows.with(C, HOUR_NS, 2))).toEqual(["b", "c"]);
  expect(idsOf(windows.with(C, 2n * HOUR_NS, 2))).toEqual(["b", "c"]);
  expect(idsOf(windows.with(C, 2n * HOUR_NS, 1))).toEqual(["c"]);
  expect(new MaintenanceWindows().with(A, 0n, 0)).toBeUndefined();
});

test("what lapsed a day ago leaves with the next change", () => {
  const windows = windowsOf(A, B);
  expect(idsOf(windows.without("x", 25n * HOUR_NS - 1n))).toEqual(["a", "b"]);
  expect(idsOf(windows.without("x", 25n * HOUR_NS))).toEqual(["b"]);
  expect(idsOf(windows.without("b", 0n))).toEqual(["a"]);
});
