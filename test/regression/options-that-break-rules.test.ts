import { parseBundleOptions } from "../../src/bundle/options-file/read-bundle-options";
import { adaptAlertmanager } from "../../src/bundle/adapt-shipped-text";
import { knownLabels } from "../../src/bundle/option-rules/known-labels";
import { optionFindings } from "../../src/bundle/option-rules/option-findings";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { formatProblems } from "../../src/strict-yaml/config-problem";
import { shippedAlertmanagerConfig } from "../support/bundle/shipped-alertmanager-config";

/**
 * Options were taken that no bundle can work with: a label added to every alert made alerts about two regions one, so that
 * Prometheus evaluated neither; windows were shorter than what they need to be; some inputs ended in a stack trace.
 */
function problems(text: string): string {
  const result = parseBundleOptions(text, "options.yml");
  return result.ok ? "" : formatProblems(result.problems);
}

describe("a label that would break rules is refused in alert_labels:", () => {
  test.each([
    "region",
    "leader_region",
    "severity",
    "page",
    "alertname",
    "alertstate",
    "follower",
    "shard",
    "limit",
    "instance",
    "job",
    "cluster",
    "namespace",
    "exported_region",
    "__name__",
    "__proto__",
    "le",
    "a-b",
    '""',
  ])("%s", (label) => {
    expect(problems(`alert_labels: { ${label}: x }`)).toMatch(
      /^options\.yml:1:17: alert_labels\..*expected /,
    );
  });

  test("also under the name that it has here", () => {
    expect(problems("label_names: { shard: db_shard }\nalert_labels: { db_shard: x }")).toContain(
      "options.yml:2:17: alert_labels.db_shard: expected another label; db_shard tells alerts apart",
    );
  });

  test("and any other one is taken", () => {
    expect(problems("alert_labels: { team: storage, tier: '1', kind: 'R&D<b>' }")).toBe("");
  });
});

test.each([
  [
    "scope_labels: [cluster, region]",
    "1:25: scope_labels[1]: expected another label; region is set by the rules",
  ],
  ["scope_labels: [shard]", "1:16: scope_labels[0]: expected another label; shard is set by the rules"],
  ["scope_labels: [exported_region]", "scope_labels[0]: expected another label"],
  ["scope_labels: [instance]", "instance tells the replicas of one exporter apart"],
  ["scope_labels: [env, env]", "1:21: scope_labels[1]: expected another label; env is listed twice"],
  ["scope_labels: [severity]", "severity is set by the rules"],
  ["scope_labels: [quantile]", "quantile is a label that Prometheus makes itself"],
  [
    "label_names: { region: x, shard: x }",
    "1:34: label_names.shard: expected another label; x is the name of region already",
  ],
  ["label_names: { region: cluster }", "cluster is one of scope_labels"],
  ["label_names: { region: follower }", "follower is another label of the exporter"],
  ["label_names: { follower: exported_region }", "exported_region is another label of the exporter"],
  ["label_names: { region: job }", "label_names.region: expected another label; job is "],
  ["label_names: { region: instance }", "instance is a label of every target"],
  ["label_names: { region: alertname }", "alertname is a label that Prometheus makes itself"],
  ["label_names: { region: severity }", "severity is set by the rules"],
  ["label_names: { shard: le }", "le is a label that Prometheus makes itself"],
  ["label_names: { shard: quantile }", "quantile is a label that Prometheus makes itself"],
  ["label_names: { shard: __shard }", "__shard begins with __"],
  [
    "label_names: { cluster: x }",
    "1:16: label_names.cluster: expected another label; cluster is one of scope_labels",
  ],
  ["label_names: { regoin: x }", "did you mean region?"],
  ["colliding_labels: [state]", "state is what rules choose series by"],
  ["colliding_labels: [cluster]", "cluster is one of scope_labels"],
  ["colliding_labels: [racks]", "racks is no label of the exporter"],
  ["job_name: '{{x}}'", "1:11: job_name: expected a name without {{, }}, $ and `"],
  ["job_name: a$1", "job_name: expected a name without"],
  ["alert_labels: { team: '{{x}}' }", "1:23: alert_labels.team: expected a text without {{ and }}"],
  ["runbook_base_url: 'https://x/{{x}}'", "1:19: runbook_base_url: expected an http or https address"],
  ["runbook_base_url: 'https://x/a|b'", "runbook_base_url: expected an http or https address"],
  ["runbook_base_url: ftp://x", "runbook_base_url: expected an address such as"],
  [
    "evaluation_interval: 5m",
    "1:22: evaluation_interval: expected windows.stalled to be at least twice evaluation_interval (5m), got 2m",
  ],
  ["evaluation_interval: 5m", "expected at most 2m30s, got 5m"],
  [
    "windows: { stalled: 29s }",
    "1:21: windows.stalled: expected windows.stalled to be at least twice evaluation_interval (15s), got 29s",
  ],
  ["evaluation_interval: 0s", "1:22: evaluation_interval: expected a duration of more than 0, such as 30s"],
  ["windows: { rate: 0s }", "1:18: windows.rate: expected a duration of more than 0, such as 30s"],
  ["thresholds: { render: 0s }", "thresholds.render: expected a duration of more than 0, such as 30s"],
  [
    "windows: { throughput_seasons_ago: [10m] }",
    "1:37: windows.throughput_seasons_ago[0]: expected at least windows.throughput_past",
  ],
  ["windows: { throughput_season: 3d }", "1:31: windows.throughput_season: expected at least"],
  [
    "windows: { throughput_past: 10m }",
    "windows.throughput_past: expected alert_times.TidaldbThroughputCollapse.for to be less than half",
  ],
  [
    "thresholds: { certificate_warning: 2d }",
    "thresholds.certificate_warning: expected thresholds.certificate_critical to be less than thresholds.certificate_warning (2d), got 3d",
  ],
  [
    "thresholds: { stall: 15m }",
    "thresholds.stall: expected thresholds.stall to be less than windows.stall (15m)",
  ],
  ["thresholds: { region_flaps: 0 }", "thresholds.region_flaps: expected 1 or more"],
  ["thresholds: { throughput_share: 0 }", "thresholds.throughput_share: expected a number above 0"],
  ["thresholds: { offline_after: 290y }", "thresholds.offline_after: expected at most 3650d"],
  [
    "alert_times: { TidaldbWalGrowth: { for: 5m } }",
    "windows.wal_trend to be less than alert_times.TidaldbWalGrowth.for",
  ],
  ["alert_times: { TidaldbRegionOffline: { keep_firing_for: 3m } }", "TidaldbRegionOffline silences it"],
  ["alert_times: { TidaldbExporterAbsent: { for: 10m } }", "would be told as over"],
])("%s is refused with its place and what would happen", (text, problem) => {
  expect(problems(text)).toContain(problem);
  expect(problems(text)).toMatch(/^options\.yml:\d+:\d+: /);
});

test("what cannot be read and what does not go together are told at once", () => {
  const text = "evaluation_interval: x\nwindows: { stalled: 1s }\nalert_labels: { region: x }\njob_nmae: y\n";

  expect(problems(text).match(/^options\.yml:\d+/gm)).toEqual([
    "options.yml:1",
    "options.yml:3",
    "options.yml:4",
  ]);
});

test.each(["15s", "30s", "1m"])("an evaluation interval of %s needs no other option", (interval) => {
  expect(problems(`evaluation_interval: ${interval}`)).toBe("");
});

test("what comes from elsewhere is told where it comes from", () => {
  const result = parseBundleOptions("{}", "options.yml", {
    changes: { jobName: "{{x}}", thresholds: { offlineAfterMs: 400 * 365 * 86_400_000 } },
    sourceOf: ([name]) => (name === "thresholds" ? "exporter.yml" : "--job-name"),
  });

  expect(result.ok ? "" : formatProblems(result.problems)).toMatch(
    /--job-name: job_name: expected .*\nexporter\.yml: thresholds\.offline_after: expected at most 3650d/,
  );
});

describe("what is known of labels is read from the alerts themselves", () => {
  const known = knownLabels();

  test("those that rules set, group by, and choose by", () => {
    expect([...known.set].sort()).toEqual([
      "leader_region",
      "page",
      "peer",
      "region",
      "severity",
      "shard",
      "source",
    ]);
    expect(known.grouped).toEqual(
      expect.arrayContaining(["region", "shard", "follower", "limit", "instance"]),
    );
    expect(known.chosen).toEqual(expect.arrayContaining(["state", "from", "to", "result"]));
  });

  test("Alertmanager's file goes by no other ones", () => {
    const { route, inhibit_rules } = shippedAlertmanagerConfig();
    const used = [...(route.group_by ?? []), ...inhibit_rules.flatMap(({ equal }) => equal)];

    expect(
      used.filter(
        (label) =>
          ![...DEFAULT_BUNDLE_OPTIONS.scopeLabels, "alertname", "instance", ...known.set].includes(label),
      ),
    ).toEqual([]);
    expect(
      adaptAlertmanager("equal: [cluster, namespace, job, region]", bundleOptions({ scopeLabels: ["env"] })),
    ).toBe("equal: [env, region]");
  });
});

test("the shipped options are without a finding", () => {
  expect(optionFindings(DEFAULT_BUNDLE_OPTIONS)).toEqual([]);
});
