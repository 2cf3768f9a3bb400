import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { adaptAlertmanager, adaptRunbook } from "../../src/bundle/adapt-shipped-text";
import { ruleGroups } from "../../src/bundle/alerts/rule-groups";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import type { BundleOptions } from "../../src/bundle/options/options";
import { runbookPhrases } from "../../src/bundle/runbooks/runbook-phrases";
import { markdownPromql } from "../support/bundle/promql-in-markdown";
import { readPromql } from "../support/bundle/promql-reading";

/**
 * With `label_names: { region: tidaldb_region }` Alertmanager grouped by a label that alerts about lag have for another
 * region, titles had no region, and runbooks asked by names that no series had; with other scopes two clusters had the same
 * title.
 */
const ALERTS = join(__dirname, "..", "..", "alerts");
const RUNBOOKS = readdirSync(join(ALERTS, "runbooks")).map((file) => file.replace(/\.md$/, ""));
const runbook = (name: string): string => readFileSync(join(ALERTS, "runbooks", `${name}.md`), "utf8");

const OPTIONS: readonly (readonly [string, BundleOptions])[] = [
  ["the default options", DEFAULT_BUNDLE_OPTIONS],
  ["the region renamed", bundleOptions({ labelNames: { region: "tidaldb_region" } })],
  [
    "everything renamed, another scope and another job",
    bundleOptions({
      jobName: 'db "x" $&',
      scopeLabels: ["env", "job"],
      labelNames: {
        region: "r",
        shard: "s",
        follower: "f",
        state: "st",
        result: "res",
        from: "a",
        to: "b",
        limit: "l",
      },
      collidingLabels: [],
    }),
  ],
  ["every label of a target colliding", bundleOptions({ collidingLabels: ["region", "shard", "follower"] })],
  ["a slow evaluation", bundleOptions({ evaluationIntervalMs: 60_000 })],
];

function ruleOf(name: string, options: BundleOptions): { expr: string; labels: object; description: string } {
  const rule = ruleGroups(options)
    .flatMap(({ rules }) => rules)
    .find((each) => "alert" in each && each.alert === name);
  if (rule === undefined || !("alert" in rule)) throw new Error(`no rule ${name}`);
  return { expr: rule.expr, labels: rule.labels, description: rule.annotations["description"] ?? "" };
}

const alertmanager = readFileSync(join(ALERTS, "alertmanager.yml"), "utf8");

test.each(OPTIONS)(
  "with %s alerts carry the region as region, and Alertmanager goes by it",
  (_which, options) => {
    expect(ruleOf("TidaldbRegionOffline", options).labels).toHaveProperty("region");
    expect(adaptAlertmanager(alertmanager, options)).toMatch(/group_by: \[.*\bregion\]/);
    expect(adaptAlertmanager(alertmanager, options)).toMatch(/equal: \[.*\bregion, leader_region\]/);
  },
);

test("a follower that is called otherwise is still left out when its leader is looked for", () => {
  const { expr, description } = ruleOf(
    "TidaldbReplicationStalled",
    bundleOptions({ labelNames: { follower: "f" } }),
  );

  expect(expr).toContain("> ignoring (f) group_left ()");
  expect(description).toContain("{{ $labels.f }}");
});

test("a shard, a follower and a state that are called otherwise are shown and summed up as that", () => {
  const options = bundleOptions({ labelNames: { shard: "s", follower: "f", state: "st" } });
  const { description } = ruleOf("TidaldbRegionDegraded", options);

  expect(description).toContain("max by (st) (");
  expect(description).toContain("max by (f) (");
  expect(description).toContain("{{ .Labels.f }}");
  expect(ruleOf("TidaldbFollowerLagging", options).description).toContain("{{ .Labels.s }}");
});

test("texts, links and groups name the cluster by whatever tells clusters apart", () => {
  const options = bundleOptions({ scopeLabels: ["env", "job"] });

  expect(ruleOf("TidaldbRegionOffline", options).description).toContain(
    "{{ with $labels.env }} of env {{ . }}{{ end }}",
  );
  expect(adaptAlertmanager(alertmanager, options)).toContain("group_by: [env, region]");
  expect(adaptAlertmanager(alertmanager, bundleOptions({ scopeLabels: ["job"] }))).toContain(
    "group_by: [job, region]",
  );
});

// A target label of the exporter's replicas that differs between them made two alerts with the same labels.
test.each(["region", "shard", "follower"])(
  "no rule groups by a target label that took the name of %s",
  (label) => {
    const options = bundleOptions({ collidingLabels: [label] });
    const groupings = ruleGroups(options)
      .flatMap(({ rules }) => rules)
      .flatMap(({ expr }) => readPromql(expr).groupings);

    expect(
      groupings.filter(({ labels }) => labels.includes(`exported_${label}`)).map(({ labels }) => labels),
    ).toEqual(
      // Only to leave it out.
      label === "follower" ? [["follower", "exported_follower"]] : [],
    );
  },
);

describe.each(OPTIONS)("with %s", (_which, options) => {
  test.each(RUNBOOKS)("the runbook of %s asks by the labels and the job that there are", (name) => {
    const queries = markdownPromql(name, adaptRunbook(runbook(name), options));
    const readings = queries.map(({ expr }) => readPromql(expr));
    const used = readings.flatMap(({ groupings, selectors }) => [
      ...groupings.flatMap(({ labels }) => labels),
      ...selectors.flatMap(({ matchers }) => matchers.map(({ label }) => label)),
    ]);
    const jobs = readings.flatMap(({ selectors }) =>
      selectors.flatMap(({ matchers }) =>
        matchers.filter(({ label }) => label === "job").map(({ value }) => value),
      ),
    );

    expect(queries).not.toEqual([]);
    expect(readings.flatMap(({ syntaxErrors }) => syntaxErrors)).toEqual([]);
    expect(used.filter((label) => label in options.labelNames)).toEqual([]);
    if (!options.scopeLabels.includes("cluster")) expect(used).not.toContain("cluster");
    for (const job of jobs) expect(job).toBe(options.jobName);
  });

  test.each(RUNBOOKS)("every grouping by region in the runbook of %s has all names of the region", (name) => {
    const [own = "", ...others] =
      options.labelNames["region"] === undefined
        ? ["region", ...(options.collidingLabels.includes("region") ? ["exported_region"] : [])]
        : [options.labelNames["region"]];
    const groupings = markdownPromql(name, adaptRunbook(runbook(name), options)).flatMap(
      ({ expr }) => readPromql(expr).groupings,
    );

    for (const { labels } of groupings.filter(({ labels }) => labels.includes(own))) {
      expect(labels).toEqual(
        expect.arrayContaining([...others, ...options.scopeLabels.filter((label) => label !== "job")]),
      );
    }
  });
});

test.each(RUNBOOKS)(
  "each phrase about a limit or a time that is kept for %s stands in its runbook",
  (name) => {
    const text = runbook(name).replace(/\s+/g, " ");

    for (const phrase of runbookPhrases(name)) expect(text).toContain(phrase(DEFAULT_BUNDLE_OPTIONS));
  },
);

test("runbooks speak of an installation's own limits, times and windows", () => {
  const options = bundleOptions({
    thresholds: {
      clockSkewMs: 5_000,
      regionFlaps: 9,
      stallMs: 20_000,
      walFloorBytes: 512 * 1024 ** 2,
      certificateCriticalMs: 86_400_000,
    },
    windows: { flappingMs: 20 * 60_000, stalledMs: 180_000, heardMs: 7_200_000 },
    alertTimes: { TidaldbWalGrowth: { forMs: 1_200_000 } },
  });
  const text = (name: string): string => adaptRunbook(runbook(name), options);

  expect(text("TidaldbClockSkew")).toContain("more than 5 s off");
  expect(text("TidaldbClockSkew")).toContain("abs(tidaldb_shard_clock_skew_seconds) > 2.5");
  expect(text("TidaldbRegionFlapping")).toContain("9 times or more within 20 minutes");
  expect(text("TidaldbRegionFlapping")).toContain("[20m:15s]");
  expect(text("TidaldbExporterStalled")).toContain("more than 20 s of the last 15 minutes");
  expect(text("TidaldbReplicationStalled")).toContain("deriv(tidaldb_replication_lag_seconds[3m])");
  expect(text("TidaldbWalGrowth")).toContain(
    "For 20 minutes a WAL directory in the region has been larger than 512 MiB",
  );
  expect(text("TidaldbExporterAbsent")).toContain("[2h]");
  expect(text("TidaldbCertificateAboutToExpire")).toContain("ends in less than 1 day");
});
