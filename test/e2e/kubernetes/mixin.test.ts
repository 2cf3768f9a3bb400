import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { ALERT_NAMES } from "../../../src/bundle/alerts/alert-entries";
import type { RuleGroup } from "../../../src/bundle/alerts/rule-groups";
import { ruleGroups } from "../../../src/bundle/alerts/rule-groups";
import { buildDashboards } from "../../../src/bundle/dashboards/dashboard-files";
import { mixinFiles } from "../../../src/bundle/mixin/mixin-files";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import type { BundleOptions } from "../../../src/bundle/options/options";
import { describeWithProgram } from "../../support/programs/describe-with-program";
import { runProgram } from "../../support/programs/render-manifests";
import type { Rendering } from "../../support/programs/render-manifests";

const SHIPPED = join(__dirname, "..", "..", "..", "deploy", "mixin", "mixin.libsonnet");

interface Rendered {
  readonly records: readonly RuleGroup[];
  readonly alerts: readonly RuleGroup[];
  readonly dashboards: Readonly<Record<string, object>>;
}

function render(config: string, mixin = SHIPPED): Rendering {
  const source = `
    local mixin = (import '${mixin}') + { _config+:: ${config} };
    {
      records: mixin.prometheusRules.groups,
      alerts: mixin.prometheusAlerts.groups,
      dashboards: mixin.grafanaDashboards,
    }`;
  return runProgram("jsonnet", "--exec", source);
}

/** @throws Error with what jsonnet says when it renders nothing. */
function rendered(config: string, mixin?: string): Rendered {
  const { status, stdout, stderr } = render(config, mixin);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Rendered;
}

/** Rules and dashboards as the bundle's files have them. */
function expected(options: BundleOptions): { groups: unknown; dashboards: unknown } {
  const dashboards = buildDashboards(options).map((each) => [`${each.uid ?? ""}.json`, each]);
  return JSON.parse(
    JSON.stringify({ groups: ruleGroups(options), dashboards: Object.fromEntries(dashboards) as object }),
  ) as { groups: unknown; dashboards: unknown };
}

function asBundle({ records, alerts, dashboards }: Rendered): object {
  return { groups: [...records, ...alerts], dashboards };
}

describeWithProgram("jsonnet", "The mixin, rendered by jsonnet", () => {
  test("has rules and dashboards as the files have them", () => {
    expect(asBundle(rendered("{}"))).toEqual(expected(DEFAULT_BUNDLE_OPTIONS));
  });

  test("tells records from alerts, and has no group twice", () => {
    const { records, alerts } = rendered("{}");
    const names = [...records, ...alerts].map(({ name }) => name);

    expect(records.flatMap(({ rules }) => rules).filter((rule) => "alert" in rule)).toEqual([]);
    expect(alerts.filter(({ rules }) => !rules.some((rule) => "alert" in rule))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("makes of its configuration what the bundle makes of options", () => {
    const config = `{
      jobName: 'tidal/prod',
      // Contains what stands for the other address in no mixin.
      runbookBaseUrl: 'http://localhost:3000/runbooks',
      dashboardBaseUrl: 'https://grafana.example.org',
      alertLabels: { team: 'storage' },
      alerts: {
        TidaldbWalGrowth: { enabled: false },
        TidaldbNothingHeard: { severity: 'info' },
        TidaldbSlowRender: { page: true },
      },
    }`;
    const options = bundleOptions({
      jobName: "tidal/prod",
      runbookBaseUrl: "http://localhost:3000/runbooks",
      dashboardBaseUrl: "https://grafana.example.org",
      alertLabels: { team: "storage" },
      alertUrgencies: {
        TidaldbWalGrowth: { enabled: false },
        TidaldbNothingHeard: { severity: "info" },
        TidaldbSlowRender: { pages: true },
      },
    });

    expect(asBundle(rendered(config))).toEqual(expected(options));
  });

  test.each(["critical", "warning", "info"] as const)(
    "makes every alert %s as the bundle does",
    (severity) => {
      const all = <T>(value: T): Record<string, T> =>
        Object.fromEntries(ALERT_NAMES.map((name) => [name, value]));
      const options = bundleOptions({ alertUrgencies: all({ severity, pages: true }) });

      expect(asBundle(rendered(JSON.stringify({ alerts: all({ severity, page: true }) })))).toEqual(
        expected(options),
      );
    },
  );

  test("leaves out a group of which nothing is left", () => {
    const [group] = rendered("{}").alerts.slice(-1);
    const names = group?.rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : [])) ?? [];
    const off = JSON.stringify(Object.fromEntries(names.map((name) => [name, { enabled: false }])));

    expect(rendered(`{ alerts: ${off} }`).alerts.map(({ name }) => name)).not.toContain(group?.name);
  });

  test("is one of several mixins in one configuration", () => {
    const source = `
      local other = { prometheusAlerts+:: { groups+: [{ name: 'other', rules: [] }] } };
      std.map(function(group) group.name, (other + (import '${SHIPPED}')).prometheusAlerts.groups)`;

    expect(JSON.parse(runProgram("jsonnet", "--exec", source).stdout)).toEqual([
      "other",
      ...rendered("{}").alerts.map(({ name }) => name),
    ]);
  });

  test.each([
    [
      "a misspelt alert",
      "{ alerts: { TidaldbWalGrwoth: { enabled: false } } }",
      "expected names of alerts, got TidaldbWalGrwoth",
    ],
    ["a job that would be a pattern", "{ jobName: 'a.*' }", "_config.jobName: expected letters"],
    ["no job", "{ jobName: '' }", "_config.jobName: expected letters"],
    [
      "an address with a slash at its end",
      "{ runbookBaseUrl: 'https://x/' }",
      "expected no slash at the end",
    ],
    [
      "a critical alert that wakes nobody",
      "{ alerts: { TidaldbRegionOffline: { severity: 'critical', page: false } } }",
      "TidaldbRegionOffline: expected another severity",
    ],
  ])("refuses %s, and says why", (_what, config, reason) => {
    const { status, stderr } = render(config);

    expect(status).not.toBe(0);
    expect(stderr).toContain(reason);
  });

  describe("of a bundle with options", () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "mixin-test-"));
    });

    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    test("has their limits, labels and texts", () => {
      const options = bundleOptions({
        thresholds: { degradedLagMs: 12_000, offlineRegionShare: 0.25 },
        labelNames: { region: "tidaldb_region" },
        alertLabels: { team: 'it\'s "ours"' },
        jobName: "tidal",
        alertUrgencies: { TidaldbWalGrowth: { enabled: false } },
      });
      for (const { path, text } of mixinFiles(options)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }

      expect(asBundle(rendered("{}", join(folder, "mixin.libsonnet")))).toEqual(expected(options));
    });
  });
});
