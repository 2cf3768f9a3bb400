import {
  maintenanceEndNs,
  maintenanceState,
  maintenanceWindowProblem,
} from "../../../../src/domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../../../../src/domain/terms/maintenance-window";
import { HOUR_NS, maintenanceWindow } from "../../../support/domain/maintenance-window";

const MINUTE_NS = 60_000_000_000n;

describe("where a window stands", () => {
  test.each([
    ["at its first moment", {}, 0n, "active"],
    ["a moment before its end", {}, HOUR_NS - 1n, "active"],
    ["at its end", {}, HOUR_NS, "lapsed"],
    ["a moment before its lease ends", { leaseUntilNs: MINUTE_NS }, MINUTE_NS - 1n, "active"],
    ["when its lease was not renewed", { leaseUntilNs: MINUTE_NS }, MINUTE_NS, "lapsed"],
    ["at its end, with a lease that goes further", { leaseUntilNs: 2n * HOUR_NS }, HOUR_NS, "lapsed"],
    ["announced by a clock that is a minute ahead", { startedNs: MINUTE_NS }, 0n, "active"],
    ["announced by a clock that is wrong", { startedNs: MINUTE_NS + 1n }, 0n, "pending"],
  ] as const)("%s", (_, given, nowNs, state) => {
    expect(maintenanceState(maintenanceWindow(given), nowNs)).toBe(state);
  });

  test("it ends with its lease, but never later than it was to", () => {
    expect(maintenanceEndNs({ untilNs: 9n })).toBe(9n);
    expect(maintenanceEndNs({ untilNs: 9n, leaseUntilNs: 4n })).toBe(4n);
    expect(maintenanceEndNs({ untilNs: 9n, leaseUntilNs: 12n })).toBe(9n);
  });
});

describe("what a window can be", () => {
  test.each<readonly [string, Partial<MaintenanceWindow>]>([
    ["a region", { regionId: 65535 }],
    ["a shard", { shardId: 0 }],
    ["a replica", { regionId: 0, shardId: 65535 }],
    ["leased", { leaseUntilNs: 1n }],
    ["explained in another script", { by: "İpek", reason: "çekirdek yükseltmesi ⚙" }],
  ])("%s", (_, given) => {
    expect(maintenanceWindowProblem(maintenanceWindow(given))).toBeUndefined();
  });

  test.each<readonly [string, Partial<MaintenanceWindow>, string, RegExp]>([
    ["without an id", { id: "" }, "id", /1 to 64 letters/],
    ["with a path for an id", { id: "../x" }, "id", /"\.\.\/x"/],
    ["with a long id", { id: "x".repeat(65) }, "id", /1 to 64/],
    ["of a region past 16 bits", { regionId: 65536 }, "region_id", /65536/],
    ["of half a shard", { shardId: 0.5 }, "shard_id", /0\.5/],
    ["by nobody", { by: " " }, "by", /one line of 1 to 100 characters, got " "/],
    ["without a reason", { reason: "" }, "reason", /got ""/],
    ["for a long reason", { reason: "x".repeat(301) }, "reason", /300/],
    ["for two lines of reason", { reason: "a\nb" }, "reason", /one line/],
    ["by half a character", { by: "\ud800" }, "by", /one line/],
    ["by somebody who turns the line around", { by: "\u202eecila" }, "by", /one line/],
    ["until past 64 bits", { untilNs: 2n ** 64n }, "until_ns", /18446744073709551615/],
  ])("not %s", (_, given, field, message) => {
    const problem = maintenanceWindowProblem(maintenanceWindow(given));
    expect(problem?.field).toBe(field);
    expect(problem?.message).toMatch(message);
  });

  test("not of nothing", () => {
    const { id, by, reason, startedNs, untilNs } = maintenanceWindow();
    const nothing = { id, by, reason, startedNs, untilNs };
    expect(maintenanceWindowProblem(nothing)?.message).toMatch(/region_id, a shard_id or both, got neither/);
  });
});
