import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

import { ALERT_NAMES } from "../../../../src/bundle/alerts/alert-entries";
import { INCIDENT_ALERTS } from "../../../../src/bundle/alerts/incident-alerts";
import { alertsMarkdown } from "../../../../scripts/docs/alerts-markdown";
import { alertGroups, ruleGroups } from "../../../../src/bundle/alerts/rule-groups";
import type { Rule } from "../../../../src/bundle/alerts/rule-groups";
import { rulesYaml } from "../../../../src/bundle/alerts/rules-yaml";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import type { BundleOptions } from "../../../../src/bundle/options/options";

const ROOT = join(__dirname, "..", "..", "..", "..");

type AlertRule = Extract<Rule, { alert: string }>;

function alertRules(options: BundleOptions = DEFAULT_BUNDLE_OPTIONS): AlertRule[] {
  return ruleGroups(options).flatMap(({ rules }) => rules.filter((rule) => "alert" in rule));
}

function ruleOf(name: string, options?: BundleOptions): AlertRule {
  const rule = alertRules(options).find(({ alert }) => alert === name);
  if (rule === undefined) throw new Error(`no rule for ${name}`);
  return rule;
}

test.each([
  ["alerts/tidaldb.rules.yml", rulesYaml(DEFAULT_BUNDLE_OPTIONS)],
  ["docs/alerts.md", alertsMarkdown(DEFAULT_BUNDLE_OPTIONS)],
])("%s is what the alerts say", (file, text) => {
  const committed = readFileSync(join(ROOT, file), "utf8");
  if (committed !== text) throw new Error(`${file} is out of date: run \`npm run generate\` and commit it`);
  expect(committed).toBe(text);
});

test("the YAML reads back as the rules", () => {
  expect(parse(rulesYaml(DEFAULT_BUNDLE_OPTIONS))).toEqual({ groups: ruleGroups(DEFAULT_BUNDLE_OPTIONS) });
});

test("every alert has one rule, in the order of the names", () => {
  const names = alertGroups(DEFAULT_BUNDLE_OPTIONS).flatMap(({ alerts }) => alerts.map(({ name }) => name));
  expect([...names].sort()).toEqual([...ALERT_NAMES].sort());
  expect(alertRules().map(({ alert }) => alert)).toEqual(names);
});

test("every signal that an alert stands on has a name of its own", () => {
  const names = alertGroups(DEFAULT_BUNDLE_OPTIONS).flatMap(({ alerts }) =>
    alerts.map(({ signal }) => signal.name),
  );
  expect(new Set(names).size).toBe(names.length);
});

test("every alert that can resolve holds on for the two minutes that a restart of the exporter may take", () => {
  const { alertTimes } = DEFAULT_BUNDLE_OPTIONS;
  const ofIncidents: readonly string[] = INCIDENT_ALERTS.map(({ name }) => name);
  const short = ALERT_NAMES.filter((name) => alertTimes[name].keepFiringForMs < 120_000);
  // The records of incidents hold on, for as long as nobody can tell.
  // That an exporter cannot be scraped is over when it is scraped. What is blind stays so in its expression when it vanishes.
  expect(short.filter((name) => !ofIncidents.includes(name))).toEqual([
    "TidaldbExporterUnreachable",
    "TidaldbControlPlanesBlind",
    "Watchdog",
  ]);
});

describe.each(alertRules().map((rule) => [rule.alert, rule] as const))("%s", (name, rule) => {
  test("has a severity, and pages when it is critical or about a Degraded region", () => {
    expect(["critical", "warning", "info", "none"]).toContain(rule.labels["severity"]);
    expect(rule.labels["page"]).toBe(name === "TidaldbRegionDegraded" ? "true" : undefined);
  });

  test("has a summary without values, one sentence, and a description", () => {
    expect(rule.annotations["summary"]).toMatch(/^[A-Z][^{}$]*[^.]\.$/);
    expect(rule.annotations["description"]).toMatch(/\.(?:\{\{ end \}\})*$/);
  });

  test("links to its runbook and to a dashboard with its variables set", () => {
    expect(rule.annotations["runbook_url"]).toBe(`${DEFAULT_BUNDLE_OPTIONS.runbookBaseUrl}/${name}.md`);
    expect(rule.annotations["dashboard_url"]).toMatch(
      /^http:\/\/localhost:3000\/d\/tidaldb-\w+(\?var-cluster=\{\{ \$labels\.cluster \| urlquery \}\}.*)?$/,
    );
  });

  test("says what region it is about where it is about one", () => {
    const isAboutRegion = alertGroups(DEFAULT_BUNDLE_OPTIONS).some(
      (group) => group.name !== "tidaldb.exporter" && group.alerts.some((alert) => alert.name === name),
    );
    const isAboutCluster = [
      "TidaldbNothingHeard",
      "TidaldbLeadershipLost",
      "TidaldbSourceInTrouble",
      "TidaldbTooFewHealthyRegions",
      "TidaldbCriticalShards",
    ].includes(name);
    expect("region" in rule.labels).toBe(isAboutRegion && !isAboutCluster);
  });

  test("is described in docs/alerts.md with its expression", () => {
    const text = alertsMarkdown(DEFAULT_BUNDLE_OPTIONS);
    expect(text).toContain(`## ${name}\n`);
    expect(text).toContain(`\`\`\`promql\n${rule.expr}\n\`\`\``);
    expect(text).toContain(`](../alerts/runbooks/${name}.md)`);
  });
});

describe("options", () => {
  test("carry the thresholds and windows into expressions and texts", () => {
    const options = bundleOptions({
      thresholds: { degradedLagMs: 7500, offlineAfterMs: 120_000 },
      windows: { lagTrendMs: 60_000 },
      alertTimes: { TidaldbFollowerLagging: { forMs: 0, keepFiringForMs: 90_000 } },
    });
    const lagging = ruleOf("TidaldbFollowerLagging", options);
    expect(lagging.expr).toContain("tidaldb_replication_lag_seconds > 7.5\n");
    expect(lagging.expr).toContain("[1m], 600) > 7.5");
    expect(lagging.annotations["description"]).toContain("(limit 7s500ms)");
    expect(lagging).not.toHaveProperty("for");
    expect(lagging.keep_firing_for).toBe("1m30s");
    expect(ruleOf("TidaldbRegionOffline", options).annotations["description"]).toContain("for more than 2m");
    expect(ruleOf("TidaldbShardDown", options).for).toBe("2m30s");
  });

  test.each<[string, string]>([
    [
      "TidaldbReplicaInTrouble",
      "?{{ with $labels.region }}region={{ . | urlquery }}&{{ end }}{{ with $labels.shard }}shard={{ . | urlquery }}&{{ end }}",
    ],
    [
      "TidaldbLinkInTrouble",
      "?{{ with $labels.region }}region={{ . | urlquery }}&{{ end }}{{ with $labels.peer }}peer={{ . | urlquery }}&{{ end }}",
    ],
    ["Watchdog", ""],
  ])("lead from %s to its runbook with its labels where they are asked to", (name, query) => {
    const options = bundleOptions({ runbookBaseUrl: "https://exporter/runbooks", runbookLabels: true });
    expect(ruleOf(name, options).annotations["runbook_url"]).toBe(
      `https://exporter/runbooks/${name}.md${query}`,
    );
  });

  test("carry label names, the job, added labels and addresses into the rules", () => {
    const options = bundleOptions({
      jobName: "tidal",
      scopeLabels: ["env"],
      labelNames: { region: "tidal_region" },
      alertLabels: { team: "storage" },
      runbookBaseUrl: "https://wiki/r",
      dashboardBaseUrl: "https://grafana",
      evaluationIntervalMs: 60_000,
    });
    const offline = ruleOf("TidaldbRegionOffline", options);
    expect(offline.expr).toContain("max by (env, tidal_region) (");
    expect(offline.labels).toEqual({
      severity: "critical",
      region: "{{ $labels.tidal_region }}",
      team: "storage",
    });
    expect(offline.annotations["runbook_url"]).toBe("https://wiki/r/TidaldbRegionOffline.md");
    expect(offline.annotations["dashboard_url"]).toBe(
      "https://grafana/d/tidaldb-region?var-cluster={{ $labels.env | urlquery }}&var-region={{ $labels.tidal_region | urlquery }}",
    );
    expect(ruleOf("TidaldbExporterUnreachable", options).expr).toBe(
      'min by (env, instance) (max by (env, instance, part) (up{job="tidal"})) == 0',
    );
    expect(ruleGroups(options).map(({ interval }) => interval)).toEqual([
      "1m",
      "20s",
      "1m",
      "1m",
      "1m",
      "1m",
    ]);
  });
});

describe("the tests that promtool runs", () => {
  const KINDS = [
    "fires",
    "stays silent just below its threshold",
    "neither fires nor resolves on a missed scrape",
    "neither fires nor resolves on a restart of the exporter",
    "resolves",
  ];
  /** Always there: it has no threshold, and what it must not do is resolve. */
  const KINDS_OF_WATCHDOG = KINDS.filter((kind) => kind !== "resolves" && !kind.startsWith("stays silent"));

  interface RuleTest {
    readonly name: string;
    readonly alert_rule_test?: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly unknown[];
    }[];
    readonly promql_expr_test?: readonly {
      readonly expr: string;
      readonly exp_samples: readonly unknown[];
    }[];
  }

  const folder = join(ROOT, "alerts", "tests");
  const tests = readdirSync(folder)
    .filter((file) => file.endsWith(".yml"))
    .flatMap((file) => (parse(readFileSync(join(folder, file), "utf8")) as { tests: RuleTest[] }).tests);

  /** What a test expects at each of its moments: how many series of the alert fire. */
  function firing(alert: string, test: RuleTest): number[] {
    const alerts = test.alert_rule_test ?? [];
    const samples = (test.promql_expr_test ?? []).filter(({ expr }) => expr.includes(`alertname="${alert}"`));
    return [
      ...alerts.filter(({ alertname }) => alertname === alert).map(({ exp_alerts }) => exp_alerts.length),
      ...samples.map(({ exp_samples }) => exp_samples.length),
    ];
  }

  // What one group records another reads. Left to chance, a rule may see the record of this evaluation or of the one before.
  test.each(readdirSync(folder))("%s evaluates the groups in the order of the rules file", (file) => {
    const { group_eval_order: order } = parse(readFileSync(join(folder, file), "utf8")) as {
      group_eval_order: unknown;
    };
    expect(order).toEqual(ruleGroups(DEFAULT_BUNDLE_OPTIONS).map(({ name }) => name));
  });

  function testsOf(alert: string, kind: string): number[][] {
    return tests.filter(({ name }) => name.startsWith(`${alert} ${kind}`)).map((test) => firing(alert, test));
  }

  test.each(
    ALERT_NAMES.flatMap((alert) =>
      (alert === "Watchdog" ? KINDS_OF_WATCHDOG : KINDS).map((kind) => [alert, kind]),
    ),
  )("show that %s %s", (alert, kind) => {
    const expectations = testsOf(alert, kind);
    expect(expectations.length).toBeGreaterThan(0);
    for (const counts of expectations) expect(counts.length).toBeGreaterThan(1);
  });

  test.each(ALERT_NAMES)("expect of %s what each kind is about", (alert) => {
    // Fires: it does, with all of its labels and annotations in one of the tests.
    for (const counts of testsOf(alert, "fires")) expect(Math.max(...counts)).toBeGreaterThan(0);
    // Neither: something that fired all the while, so that an end of it would be seen, beside something that did not.
    for (const counts of testsOf(alert, "neither")) expect(new Set(counts)).toEqual(new Set([1]));
    if (alert === "Watchdog") return;
    expect(testsOf(alert, "stays silent")[0]).toEqual(expect.arrayContaining([0]));
    const resolves = testsOf(alert, "resolves").flat();
    expect([resolves[0], resolves.at(-1)]).toEqual([1, 0]);
  });
});
