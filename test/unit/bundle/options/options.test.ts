import { ALERT_NAMES } from "../../../../src/bundle/alerts/alert-entries";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { DEFAULT_SETTINGS } from "../../../../src/domain/terms/control-plane-settings";
import { withTimesScaled } from "../../../support/bundle/with-times-scaled";

test("the thresholds of Offline and Degraded are the exporter's own defaults", () => {
  const { offlineAfterMs, degradedLagMs } = DEFAULT_BUNDLE_OPTIONS.thresholds;
  expect([offlineAfterMs, degradedLagMs]).toEqual([
    DEFAULT_SETTINGS.offlineAfterMs,
    DEFAULT_SETTINGS.degradedLagMs,
  ]);
});

test("changes replace what they name and leave the rest", () => {
  const options = bundleOptions({
    thresholds: { renderMs: 5 },
    windows: { rateMs: 60_000 },
    alertTimes: { TidaldbSlowRender: { forMs: 1000 } },
    runbookBaseUrl: "https://wiki/runbooks",
  });
  expect(options).toEqual({
    ...DEFAULT_BUNDLE_OPTIONS,
    runbookBaseUrl: "https://wiki/runbooks",
    thresholds: { ...DEFAULT_BUNDLE_OPTIONS.thresholds, renderMs: 5 },
    windows: { ...DEFAULT_BUNDLE_OPTIONS.windows, rateMs: 60_000 },
    alertTimes: {
      ...DEFAULT_BUNDLE_OPTIONS.alertTimes,
      TidaldbSlowRender: { ...DEFAULT_BUNDLE_OPTIONS.alertTimes.TidaldbSlowRender, forMs: 1000 },
    },
  });
});

test("what a restart of the exporter could set off waits longer than replicas can be unheard, whatever the threshold", () => {
  for (const offlineAfterMs of [1000, 30_000, 300_000]) {
    const { alertTimes } = bundleOptions({ thresholds: { offlineAfterMs } });
    expect(alertTimes.TidaldbShardDown.forMs).toBeGreaterThan(offlineAfterMs);
    expect(alertTimes.TidaldbShardNeverSeen.forMs).toBeGreaterThan(offlineAfterMs);
    expect(alertTimes.TidaldbRegionOffline.keepFiringForMs).toBeGreaterThan(offlineAfterMs + 60_000);
  }
});

test.each([
  ["thresholds.degradedLagMs: expected 0 or more", { thresholds: { degradedLagMs: NaN } }],
  [
    "windows.throughputSeasonsAgoMs: expected whole milliseconds, 1 or more, got -1",
    { windows: { throughputSeasonsAgoMs: [1, -1] } },
  ],
  ["windows.rateMs: expected whole milliseconds, 1 or more, got 0", { windows: { rateMs: 0 } }],
  [
    "alertTimes.TidaldbShardDown.forMs: expected whole milliseconds, 0 or more, got 0.5",
    { alertTimes: { TidaldbShardDown: { forMs: 0.5 } } },
  ],
  ["evaluationIntervalMs: expected whole milliseconds, 1 or more, got NaN", { evaluationIntervalMs: NaN }],
  ['scopeLabels: expected names of labels (letters, digits, _), got "my-env"', { scopeLabels: ["my-env"] }],
  ['labelNames: expected names of labels (letters, digits, _), got ""', { labelNames: { region: "" } }],
  ['alertLabels: expected names of labels (letters, digits, _), got "a b"', { alertLabels: { "a b": "c" } }],
])("what PromQL could not take is refused: %s", (message, changes) => {
  expect(() => bundleOptions(changes)).toThrow(message);
});

test.each(["runbookBaseUrl", "dashboardBaseUrl"] as const)("%s has no slash at its end", (name) => {
  expect(() => bundleOptions({ [name]: "https://wiki/" })).toThrow(`${name}: expected a URL without a slash`);
});

describe("scaled times", () => {
  const scaled = withTimesScaled(DEFAULT_BUNDLE_OPTIONS, 1 / 30);

  test("are a part of what they were, in whole seconds, rounded up", () => {
    expect(scaled.evaluationIntervalMs).toBe(1000);
    expect(scaled.windows.rateMs).toBe(10_000);
    expect(scaled.windows.throughputSeasonsAgoMs).toEqual([2_880_000, 20_160_000]);
    expect(scaled.alertTimes.TidaldbRegionOffline).toEqual({ forMs: 2000, keepFiringForMs: 10_000 });
    expect(scaled.alertTimes.TidaldbRegionFlapping.forMs).toBe(0);
  });

  test("leave the thresholds alone, and every alert has its times", () => {
    expect(scaled.thresholds).toEqual(DEFAULT_BUNDLE_OPTIONS.thresholds);
    expect(Object.keys(scaled.alertTimes)).toEqual([...ALERT_NAMES]);
  });
});
