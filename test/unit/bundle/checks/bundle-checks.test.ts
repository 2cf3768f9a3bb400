import { parse } from "yaml";

import { bundleReadme } from "../../../../src/bundle/checks/bundle-readme";
import { checkScript, routingTests } from "../../../../src/bundle/checks/check-script";
import { ruleTestsYaml } from "../../../../src/bundle/checks/rule-tests";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import type { BundleOptionChanges } from "../../../../src/bundle/options/options";

interface RuleTest {
  readonly name: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly promql_expr_test: readonly {
    readonly eval_time: string;
    readonly exp_samples: readonly object[];
  }[];
}

function ruleTests(changes: BundleOptionChanges): readonly RuleTest[] {
  const yaml = ruleTestsYaml(bundleOptions(changes), "../tidaldb.rules.yml");
  return (parse(yaml) as { readonly tests: readonly RuleTest[] }).tests;
}

function named(name: string, changes: BundleOptionChanges): RuleTest | undefined {
  return ruleTests(changes).find((test) => test.name === name);
}

describe("The rule tests of a bundle", () => {
  const changes = {
    jobName: "tidal",
    scopeLabels: ["env"],
    labelNames: { region: "zone" },
    thresholds: { degradedLagMs: 20_000 },
    windows: { lagTrendMs: 600_000 },
    alertTimes: { TidaldbFollowerLagging: { forMs: 300_000 } },
    evaluationIntervalMs: 30_000,
  };

  test("try an alert on both sides of the limit, in the installation's own words, after its windows and its waiting", () => {
    const [past, below] = ["past the limit", "just below it"].map((side) =>
      named(`TidaldbFollowerLagging: ${side}`, changes),
    );

    expect(past?.input_series).toEqual([
      {
        series:
          'tidaldb_replication_lag_seconds{env="prod",instance="exporter:10843",job="tidal",zone="eu-west",shard="1",follower="us-east"}',
        values: "22x34",
      },
    ]);
    expect(below?.input_series.map(({ values }) => values)).toEqual(["18x34"]);
    expect(past?.promql_expr_test).toEqual([
      expect.objectContaining({ eval_time: "17m", exp_samples: [{ labels: "{}", value: 1 }] }),
    ]);
    expect(below?.promql_expr_test).toEqual([expect.objectContaining({ exp_samples: [] })]);
  });

  test("leave out what is off, and what would take promtool too long", () => {
    const off = { alertUrgencies: { TidaldbClockSkew: { enabled: false } } };
    const long = { alertTimes: { TidaldbClockSkew: { forMs: 86_400_000 * 30 } } };

    expect(named("TidaldbClockSkew: past the limit", {})).toBeDefined();
    for (const each of [off, long]) expect(named("TidaldbClockSkew: past the limit", each)).toBeUndefined();
  });
});

describe("The routing tests of a bundle", () => {
  test.each([
    [{}, "quiet", { severity: "info" }],
    [{ pages: true }, "pager", { severity: "info", page: "true" }],
    [{ severity: "critical" }, "pager", { severity: "critical" }],
    [{ severity: "none" }, "pager", { severity: "none" }],
  ] as const)("expect an alert with %j at %s", (urgency, receiver, labels) => {
    const options = bundleOptions({ alertUrgencies: { TidaldbSlowRender: urgency } });
    const alertname = "TidaldbSlowRender";

    expect(routingTests(options).filter((each) => each.labels["alertname"] === alertname)).toEqual([
      { receiver, labels: { alertname, ...labels } },
    ]);
  });

  test("are lines of the script that checks a bundle, without those that are off", () => {
    const options = bundleOptions({ alertUrgencies: { TidaldbWalGrowth: { enabled: false } } });

    expect(checkScript(options)).toContain(
      "\nroute pager alertname=TidaldbRegionOffline severity=critical\n",
    );
    expect(checkScript(options)).not.toContain("TidaldbWalGrowth");
  });
});

test("The README of a bundle says what it is set to", () => {
  const options = bundleOptions({
    jobName: "tidal",
    alertUrgencies: { TidaldbWalGrowth: { enabled: false } },
  });

  expect(bundleReadme(options, "9.9.9")).toContain(
    "the job `tidal`; clusters are told apart by `cluster`, `namespace`, `job`",
  );
  expect(bundleReadme(options, "9.9.9")).toContain("Alerts that are off: TidaldbWalGrowth.");
  expect(bundleReadme(DEFAULT_BUNDLE_OPTIONS, "9.9.9")).toContain("Alerts that are off: none.");
});
