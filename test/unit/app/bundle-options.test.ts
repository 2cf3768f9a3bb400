import { parseBundleOptions, readBundleOptions } from "../../../src/bundle/options-file/read-bundle-options";
import { printBundleOptions } from "../../../src/bundle/options-file/print-bundle-options";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { formatProblems } from "../../../src/strict-yaml/config-problem";

const FILE = "options.yml";

/** The problems of a text, each in a line. */
function problems(text: string): string {
  const result = parseBundleOptions(text, FILE);
  return result.ok ? "" : formatProblems(result.problems);
}

describe("A file of options", () => {
  test.each([
    ["an empty mapping", "{}", {}],
    ["empty sections", "thresholds:\nwindows:\nalert_times:\n", {}],
    ["a duration", "thresholds: { offline_after: 1m30s }", { thresholds: { offlineAfterMs: 90_000 } }],
    ["a size", "thresholds: { wal_floor: 512MiB }", { thresholds: { walFloorBytes: 536_870_912 } }],
    ["a share", "thresholds: { throughput_share: 0.25 }", { thresholds: { throughputShare: 0.25 } }],
    ["a number", "thresholds: { series_budget: 5000 }", { thresholds: { seriesBudget: 5000 } }],
    [
      "a list of durations",
      "windows: { throughput_seasons_ago: [1w] }",
      { windows: { throughputSeasonsAgoMs: [604_800_000] } },
    ],
    [
      "times of an alert, none among them",
      "alert_times: { TidaldbShardDown: { for: 0 }, Watchdog: { keep_firing_for: 1m } }",
      { alertTimes: { TidaldbShardDown: { forMs: 0 }, Watchdog: { keepFiringForMs: 60_000 } } },
    ],
    [
      "names of labels",
      "scope_labels: [dc]\ncolliding_labels: []\nlabel_names: { region: tidaldb_region }",
      { scopeLabels: ["dc"], collidingLabels: [], labelNames: { region: "tidaldb_region" } },
    ],
    ["further labels", "alert_labels: { team: storage }", { alertLabels: { team: "storage" } }],
    [
      "an address with a slash at its end",
      "runbook_base_url: https://wiki.example.org/runbooks/",
      { runbookBaseUrl: "https://wiki.example.org/runbooks" },
    ],
  ])("with %s changes that and nothing else", (_what, text, changes) => {
    const result = parseBundleOptions(text, FILE);

    expect(result.ok && result.value).toEqual(bundleOptions(changes));
  });

  test.each([
    ["job_nmae: x", "1:1: job_nmae: unknown key; did you mean job_name?"],
    ["thresholds: { offline: 1s }", "1:15: thresholds.offline: unknown key; expected one of offline_after, "],
    ["windows: { walpast: 1h }", "1:12: windows.walpast: unknown key; did you mean wal_past?"],
    ["alert_times: { Watchdgo: {} }", "1:16: alert_times.Watchdgo: unknown key; did you mean Watchdog?"],
    [
      "alert_times: { Watchdog: { fro: 1s } }",
      "1:28: alert_times.Watchdog.fro: unknown key; did you mean for?",
    ],
    [
      "thresholds: { render: 10 }",
      "1:23: thresholds.render: expected a duration of more than 0, such as 30s, got 10",
    ],
    ["thresholds: { wal_floor: 1GB }", '1:26: thresholds.wal_floor: expected a size such as 1GiB, got "1GB"'],
    [
      "thresholds: { throughput_share: 30 }",
      "1:33: thresholds.throughput_share: expected a number from 0 to 1, got 30",
    ],
    [
      "thresholds: { region_flaps: -1 }",
      "1:29: thresholds.region_flaps: expected a number, 0 or more, got -1",
    ],
    [
      "thresholds: { region_flaps: .nan }",
      '1:29: thresholds.region_flaps: expected a number, 0 or more, got ".nan"',
    ],
    ["windows: { throughput_seasons_ago: 1d }", "expected a list of durations such as [1d, 7d]"],
    ["scope_labels: [a-b]", "1:16: scope_labels[0]: expected the name of a label: letters, digits and _"],
    ["scope_labels: cluster", "expected a list of names of labels, such as [cluster, job]"],
    [
      "label_names: { regoin: x }",
      "1:16: label_names.regoin: the exporter has no label of this name; did you mean region?",
    ],
    ["alert_labels: [team]", "expected a mapping such as { team: storage }"],
    ['job_name: ""', '1:11: job_name: expected a text that is not empty, got ""'],
    ["dashboard_base_url: grafana", "expected an address such as https://grafana.example.org, got "],
    [
      "runbook_base_url: https://a.example/?b",
      "expected an address such as https://grafana.example.org, got ",
    ],
    ["[]", "expected a mapping with the keys job_name, "],
    ["job_name: a\njob_name: b", "2:1: job_name: "],
    ["job_name: [", "options.yml:1:"],
  ])("refuses %j with its place and what was expected", (text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  test("names everything that is wrong at once, in the order of its lines", () => {
    const lines = problems("windows: { rate: fast }\nthresholds: { stall: 1 }\nnonsense: 1\n").split("\n");

    expect(lines.map((line) => line.slice(0, "options.yml:1".length))).toEqual([
      "options.yml:1",
      "options.yml:2",
      "options.yml:3",
      "",
    ]);
  });

  test("that is not there is a problem, and no error", async () => {
    expect(await readBundleOptions("/nowhere/options.yml")).toMatchObject({
      ok: false,
      problems: [{ file: "/nowhere/options.yml", message: "cannot be read: no such file" }],
    });
  });
});

describe("All options, printed", () => {
  test.each([
    ["the defaults", DEFAULT_BUNDLE_OPTIONS],
    [
      "others",
      bundleOptions({
        jobName: 'a "job"',
        scopeLabels: ["dc", "job"],
        labelNames: { region: "tidaldb_region" },
        collidingLabels: [],
        alertLabels: { team: "null", tier: "1" },
        thresholds: { offlineAfterMs: 61_001, walFloorBytes: 5, throughputShare: 0.125 },
        windows: { throughputSeasonsAgoMs: [] },
      }),
    ],
  ])("are read as the same again: %s", (_which, options) => {
    const result = parseBundleOptions(printBundleOptions(options), FILE);

    expect(result.ok && result.value).toEqual(options);
  });
});
