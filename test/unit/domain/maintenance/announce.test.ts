import { announcedWindow, isSameWork } from "../../../../src/domain/maintenance/announce";
import type { AnnouncedWindow, MaintenanceRequest } from "../../../../src/domain/maintenance/announce";
import type { MaintenanceWindow } from "../../../../src/domain/terms/maintenance-window";

const S = 1_000_000_000n;
const LONGEST_MS = 4 * 3_600_000;
const NOW = 1_000n * S;

const WORK: MaintenanceRequest = { id: "drain-eu", regionId: 1, by: "alice", reason: "kernel upgrade" };
const REQUEST: MaintenanceRequest = { ...WORK, durationMs: 3_600_000 };

function ask(given: Partial<MaintenanceRequest>, known?: MaintenanceWindow, nowNs = NOW): AnnouncedWindow {
  return announcedWindow({ ...WORK, ...given }, known, nowNs, LONGEST_MS);
}

function windowOf(
  given: Partial<MaintenanceRequest>,
  known?: MaintenanceWindow,
  nowNs = NOW,
): MaintenanceWindow {
  const announced = ask(given, known, nowNs);
  if (announced.kind !== "window") throw new Error(JSON.stringify(announced));
  return announced.window;
}

describe("a window is announced", () => {
  test("for so long", () => {
    expect(windowOf({ durationMs: 60_000 })).toEqual({
      id: "drain-eu",
      regionId: 1,
      by: "alice",
      reason: "kernel upgrade",
      startedNs: NOW,
      untilNs: NOW + 60n * S,
    });
  });

  test("until then", () => {
    expect(windowOf({ untilNs: NOW + 7n * S }).untilNs).toBe(NOW + 7n * S);
  });

  test("with a lease alone for as long as there may be, while it is renewed", () => {
    const window = windowOf({ leaseMs: 120_000 });
    expect(window.untilNs).toBe(NOW + 4n * 3_600n * S);
    expect(window.leaseUntilNs).toBe(NOW + 120n * S);
  });

  test.each<readonly [string, Partial<MaintenanceRequest>, string, RegExp]>([
    ["without any end", {}, "duration_ms", /expected duration_ms or until_ns/],
    ["until what is over", { untilNs: NOW }, "until_ns", /not over/],
    ["for no time", { durationMs: 0 }, "until_ns", /not over/],
    ["with a lease too short to be renewed", { leaseMs: 9_999 }, "lease", /10 s to 14400 s, got 9\.999 s/],
    ["with a lease longer than it may last", { leaseMs: LONGEST_MS + 1 }, "lease", /14400 s/],
    ["by nobody", { by: "", durationMs: 60_000 }, "by", /one line/],
  ])("not %s", (_, given, field, message) => {
    const announced = ask(given);
    expect(announced).toMatchObject({ kind: "invalid", problem: { field } });
    expect(announced.kind === "invalid" && announced.problem.message).toMatch(message);
  });

  test.each<readonly [string, Partial<MaintenanceRequest>, string]>([
    ["for longer than it may last", { durationMs: LONGEST_MS + 1 }, "duration_ms"],
    ["until later than it may last", { untilNs: NOW + 5n * 3_600n * S }, "until_ns"],
  ])("not %s", (_, given, field) => {
    const announced = ask(given);
    expect(announced).toMatchObject({ kind: "too_long", problem: { field } });
    expect(announced.kind === "too_long" && announced.problem.message).toMatch(/max_maintenance_time/);
  });

  test("for exactly as long as it may last", () => {
    expect(windowOf({ durationMs: LONGEST_MS }).untilNs).toBe(NOW + 4n * 3_600n * S);
  });
});

describe("the same request again", () => {
  const leased = windowOf({ leaseMs: 120_000, durationMs: 3_600_000 });
  const minute = 60n * S;

  test("renews the lease, and neither its beginning nor its end", () => {
    const renewed = windowOf({ leaseMs: 120_000, durationMs: 3_600_000 }, leased, NOW + minute);
    expect(renewed).toEqual({ ...leased, leaseUntilNs: NOW + minute + 120n * S });
  });

  test("takes up a lease that lapsed, with the time that is left", () => {
    const later = NOW + 10n * minute;
    const renewed = windowOf({ leaseMs: 120_000, durationMs: 3_600_000 }, leased, later);
    expect(renewed.startedNs).toBe(NOW);
    expect(renewed.untilNs).toBe(leased.untilNs);
  });

  test("does not begin anew what is over, so that a program that hangs pages", () => {
    const announced = ask({ leaseMs: 120_000, durationMs: 3_600_000 }, leased, leased.untilNs);
    expect(announced).toMatchObject({
      kind: "spent",
      message: /announced 3600 s ago and its time is over; end it/ as never,
    });
  });

  test("cannot move the end beyond the longest time since it was announced first", () => {
    const later = NOW + 3n * 3_600n * S;
    const within = ask({ untilNs: NOW + 4n * 3_600n * S }, leased, later);
    expect(within.kind).toBe("window");
    expect(ask({ untilNs: NOW + 4n * 3_600n * S + 1n }, leased, later).kind).toBe("too_long");
  });

  test("about something else is another window, which begins now", () => {
    const { id, by, reason, durationMs } = { ...REQUEST, durationMs: 3_600_000 };
    const other = announcedWindow(
      { id, by, reason, durationMs, shardId: 4 },
      leased,
      leased.untilNs,
      LONGEST_MS,
    );
    expect(other).toMatchObject({ kind: "window", window: { shardId: 4, startedNs: leased.untilNs } });
  });
});

test("work is the same when its id, its subject and its words are", () => {
  expect(isSameWork(REQUEST, { ...REQUEST, durationMs: 1, leaseMs: 2 })).toBe(true);
  for (const other of [{ id: "x" }, { by: "bob" }, { reason: "x" }, { regionId: 2 }, { shardId: 0 }]) {
    expect(isSameWork(REQUEST, { ...REQUEST, ...other })).toBe(false);
  }
});
