import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";

import { adaptRunbook } from "../../src/bundle/adapt-shipped-text";
import { ALERT_NAMES } from "../../src/bundle/alerts/alert-entries";
import type { AlertName } from "../../src/bundle/alerts/alert-entries";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import type { BundleOptions } from "../../src/bundle/options/options";
import { namingScopeLabels } from "../../src/bundle/promql/scope-labels";
import { Promql } from "../../src/bundle/promql/promql";
import { promqlDuration } from "../../src/bundle/promql/promql-duration";
import { writeBundle } from "../../src/bundle/write-bundle";
import { ACCEPTED_OPTIONS } from "../support/bundle/options-arbitrary";
import { narrowedRuleTests } from "../support/bundle/narrowed-rule-tests";
import { markdownPromql } from "../support/bundle/promql-in-markdown";
import { amtool } from "../support/programs/amtool";
import { describeWithProgram } from "../support/programs/describe-with-program";

const ALERTS = join(__dirname, "..", "..", "alerts");

/** Every alert switched off but some. */
function offBut(...names: readonly AlertName[]): BundleOptions {
  const others = ALERT_NAMES.filter((name) => !names.includes(name));
  return bundleOptions({
    alertUrgencies: Object.fromEntries(others.map((name) => [name, { enabled: false }])),
  });
}

/** Some accepted options, the same ones in each run, after those that have been trouble. */
const OPTIONS: readonly (readonly [string, BundleOptions])[] = [
  ["the defaults", DEFAULT_BUNDLE_OPTIONS],
  ["a renamed region", bundleOptions({ labelNames: { region: "tidaldb_region" } })],
  ["another scope", bundleOptions({ scopeLabels: ["env", "job"], jobName: 'a.*"b"' })],
  ["no scope", bundleOptions({ scopeLabels: [] })],
  [
    "limits, urgencies and alerts of its own",
    bundleOptions({
      thresholds: {
        degradedLagMs: 12_000,
        offlineRegionShare: 0.25,
        clockSkewMs: 250,
        rejectedPerMinute: 30,
        seriesBudget: 5,
      },
      windows: { stallMs: 600_000 },
      alertTimes: { TidaldbFollowerLagging: { forMs: 0 }, TidaldbClockSkew: { forMs: 1_800_000 } },
      alertUrgencies: {
        TidaldbWalGrowth: { enabled: false },
        TidaldbNothingHeard: { severity: "info" },
        TidaldbSlowRender: { pages: true },
      },
    }),
  ],
  ["every alert off but one", offBut("TidaldbRegionOffline")],
  ["every alert off but two with limits", offBut("TidaldbClockSkew", "TidaldbFollowerLagging")],
  ["several collisions", bundleOptions({ collidingLabels: ["region", "follower", "shard"] })],
  ...fc
    .sample(ACCEPTED_OPTIONS, { numRuns: 8, seed: 14 })
    .map((options, index): [string, BundleOptions] => [`generated options ${index}`, options]),
];

function promtool(...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync("promtool", args, { encoding: "utf8" });
  if (error) throw error;
  return { status, output: stdout + stderr };
}

/** Those that the script which comes with the bundle is tried with: it has promtool evaluate every rule, half a minute for all limits. */
const WITH_THE_SCRIPT: readonly string[] = ["every alert off but one", "every alert off but two with limits"];

test("the options that the script is tried with are among those that are made", () => {
  expect(OPTIONS.map(([name]) => name)).toEqual(expect.arrayContaining([...WITH_THE_SCRIPT]));
});

/** Two regions of two clusters that are Offline, as a Prometheus with these options scrapes them. */
function offlineRegions(options: BundleOptions): readonly string[] {
  const { scopeLabels, labelNames } = options;
  const [scope = "unused"] = namingScopeLabels(scopeLabels);
  const region = labelNames["region"] ?? "region";
  const state = labelNames["state"] ?? "state";
  return ["prod", "staging"].flatMap((cluster) =>
    ["eu", "us"].map(
      (name) =>
        `tidaldb_region_health{${scope}="${cluster}",instance="${cluster}:1",${region}="${name}",${state}="offline"}`,
    ),
  );
}

/** Has promtool evaluate expressions over series of two hours. @returns what it says when it is not content. */
function ruleTest(
  folder: string,
  options: BundleOptions,
  rules: string | undefined,
  series: readonly string[],
  expectations: readonly { expr: string; samples: readonly object[] }[],
): string {
  const interval = promqlDuration(options.evaluationIntervalMs);
  const path = join(folder, "rule-test.yml");
  const test = {
    evaluation_interval: interval,
    tests: [
      {
        interval,
        input_series: series.map((each) => ({ series: each, values: "1x200" })),
        promql_expr_test: expectations.map(({ expr, samples }) => ({
          expr,
          eval_time: promqlDuration(100 * options.evaluationIntervalMs),
          exp_samples: samples,
        })),
      },
    ],
  };
  writeFileSync(path, JSON.stringify(test));
  return failureOf(rules === undefined ? [path] : narrowedRuleTests(rules, path, folder));
}

/** What promtool says of files of tests when it is not content. */
function failureOf(paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const { status, output } = promtool("test", "rules", ...paths);
  return status === 0 ? "" : output;
}

describe.each(OPTIONS)("A bundle with %s", (which, options) => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bundle-options-test-"));
    await writeBundle(options, { folder, alertsFolder: ALERTS, version: "0" });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describeWithProgram("promtool", "judged by promtool", () => {
    test("has rules that it finds nothing wrong with", () => {
      const rules = join(folder, "alerts", "tidaldb.rules.yml");

      expect(promtool("check", "rules", "--lint=all", "--lint-fatal", rules)).toMatchObject({ status: 0 });
    });

    test("has a scrape job that it finds nothing wrong with", () => {
      const config = join(folder, "prometheus", "tidaldb-exporter.yml");

      expect(promtool("check", "config", config)).toMatchObject({ status: 0 });
    });

    test("has alerts that fire past their own limits and not below them", () => {
      const rules = join(folder, "alerts", "tidaldb.rules.yml");
      const tests = join(folder, "alerts", "tests", "own-limits.yml");

      expect(failureOf(narrowedRuleTests(rules, tests, folder))).toBe("");
    });

    (options.alertUrgencies.TidaldbRegionOffline.enabled ? test : test.skip)(
      "pages each Offline region of each cluster",
      () => {
        const rules = join(folder, "alerts", "tidaldb.rules.yml");
        const clusters = options.scopeLabels.length === 0 ? 1 : 2;
        const waits = { ...options, evaluationIntervalMs: Math.max(options.evaluationIntervalMs, 1000) };
        const firing = 'ALERTS{alertname="TidaldbRegionOffline",alertstate="firing"}';

        expect(
          ruleTest(folder, waits, rules, offlineRegions(options), [
            {
              expr: `count by (region) (${firing})`,
              samples: ["eu", "us"].map((region) => ({ labels: `{region="${region}"}`, value: clusters })),
            },
          ]),
        ).toBe("");
      },
    );
  });

  describeWithProgram("amtool", "judged by amtool", () => {
    (WITH_THE_SCRIPT.includes(which) ? test : test.skip)(
      "has a script that finds its rules, its limits and its routes as they should be",
      () => {
        const { status, stdout, stderr } = spawnSync("sh", [join(folder, "alerts", "check.sh")], {
          encoding: "utf8",
        });

        expect({ status, stderr: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, stderr: "" });
      },
    );

    test("has a configuration that it takes, and that wakes somebody for an Offline region", () => {
      const config = join(folder, "alerts", "alertmanager.yml");
      const labels = ["alertname=TidaldbRegionOffline", "severity=critical", "region=eu"];

      expect(amtool("check-config", config)).toMatchObject({ status: 0 });
      expect(
        amtool("config", "routes", "test", `--config.file=${config}`, "--verify.receivers=pager", ...labels),
      ).toMatchObject({ status: 0 });
    });
  });
});

const REGIONAL_RUNBOOKS = ["TidaldbRegionOffline", "TidaldbTooFewHealthyRegions", "TidaldbFollowerLagging"];

describeWithProgram("promtool", "A runbook's query that groups by region has a row for each region", () => {
  const pushedAside = (region: string): string => `region="rack",exported_region="${region}"`;
  const under = (name: string) => (region: string) => `${name}="${region}"`;

  test.each([
    ["under its own name", DEFAULT_BUNDLE_OPTIONS, "cluster", under("region")],
    ["pushed aside by a target label", DEFAULT_BUNDLE_OPTIONS, "cluster", pushedAside],
    ["renamed", bundleOptions({ labelNames: { region: "r" }, scopeLabels: ["env"] }), "env", under("r")],
  ])("%s", (_how, options, scope, regionAs) => {
    const folder = mkdtempSync(join(tmpdir(), "runbook-test-"));
    const follower = new Promql(options).labelName("follower");
    const series = ["a", "b"].flatMap((cluster) =>
      ["eu", "us", "ap"].flatMap((region) => [
        `tidaldb_shard_last_heartbeat_timestamp_seconds{${scope}="${cluster}",${regionAs(region)},shard="1"}`,
        `tidaldb_replication_lag_seconds{${scope}="${cluster}",${regionAs(region)},shard="1",${follower}="x"}`,
        `tidaldb_region_signals_per_second{${scope}="${cluster}",${regionAs(region)}}`,
      ]),
    );
    const queries = REGIONAL_RUNBOOKS.flatMap((name) =>
      markdownPromql(
        name,
        adaptRunbook(readFileSync(join(ALERTS, "runbooks", `${name}.md`), "utf8"), options),
      ),
    )
      .map(({ expr }) => expr)
      .filter((expr) => /heartbeat_timestamp|^max by .*lag_seconds|_signals_per_second/.test(expr));
    try {
      expect(queries.length).toBeGreaterThanOrEqual(4);
      expect(
        ruleTest(
          folder,
          options,
          undefined,
          series,
          queries.map((expr) => ({ expr: `count(${expr})`, samples: [{ labels: "{}", value: 6 }] })),
        ),
      ).toBe("");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
