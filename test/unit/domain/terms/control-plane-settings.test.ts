import { changedSettings, DEFAULT_SETTINGS } from "../../../../src/domain/terms/control-plane-settings";
import type { ControlPlaneSettings } from "../../../../src/domain/terms/control-plane-settings";

test("the defaults are tidalDB's thresholds: Offline after 30 s, Degraded over 5 s; forgotten after a day; open registration of up to 500,000", () => {
  expect(DEFAULT_SETTINGS).toEqual({
    clusterName: "tidaldb",
    regionNames: new Map(),
    offlineAfterMs: 30_000,
    degradedLagMs: 5_000,
    forgetAfterMs: 86_400_000,
    registration: "open",
    maxUnknownReplicas: 500_000,
    maxUnknownRegions: 256,
    maxFollowersPerHeartbeat: 64,
    maxFollowers: 500_000,
    maxMaintenanceWindows: 256,
    maxMaintenanceTimeMs: 14_400_000,
  });
});

describe("changedSettings", () => {
  test("keeps what is not named and leaves the settings it started from as they were", () => {
    const changed = changedSettings(DEFAULT_SETTINGS, { offlineAfterMs: 10_000, registration: "strict" });
    expect(changed).toEqual({ ...DEFAULT_SETTINGS, offlineAfterMs: 10_000, registration: "strict" });
    expect(DEFAULT_SETTINGS.offlineAfterMs).toBe(30_000);
  });

  test("takes an option passed on as undefined for one that was not given", () => {
    const passedOn = {
      offlineAfterMs: undefined,
      clusterName: undefined,
    } as unknown as Partial<ControlPlaneSettings>;
    expect(changedSettings(DEFAULT_SETTINGS, passedOn)).toEqual(DEFAULT_SETTINGS);
  });

  test.each(
    (
      [
        ["maxUnknownReplicas", "replicas"],
        ["maxUnknownRegions", "regions"],
        ["maxFollowersPerHeartbeat", "followers"],
        ["maxFollowers", "followers"],
        ["maxMaintenanceWindows", "windows"],
      ] as const
    ).flatMap(([name, things]) => [NaN, -1].map((value) => [name, things, value] as const)),
  )("refuses %s, a number of %s, of %s, naming all three", (name, things, value) => {
    expect(() => changedSettings(DEFAULT_SETTINGS, { [name]: value })).toThrow(
      new RangeError(`${name}: expected a number of ${things}, 0 or more, got ${value}`),
    );
  });

  const names = ["offlineAfterMs", "degradedLagMs", "forgetAfterMs", "maxMaintenanceTimeMs"] as const;

  test.each(names.flatMap((name) => [NaN, -1, -Infinity].map((value) => [name, value] as const)))(
    "refuses %s of %s, naming both",
    (name, value) => {
      expect(() => changedSettings(DEFAULT_SETTINGS, { [name]: value })).toThrow(
        new RangeError(`${name}: expected milliseconds, 0 or more, got ${value}`),
      );
    },
  );

  test.each(names.flatMap((name) => [0, 1, Infinity].map((value) => [name, value] as const)))(
    "takes %s of %s",
    (name, value) => {
      expect(changedSettings(DEFAULT_SETTINGS, { [name]: value })[name]).toBe(value);
    },
  );
});
