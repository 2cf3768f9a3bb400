import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";

import { contractViolations, labelsOf } from "../../support/promql-contract";
import { dashboardPromql, missingVariables } from "../../support/promql-in-dashboards";
import type { DashboardJson } from "../../support/promql-in-dashboards";
import { markdownPromql, namesInMarkdown } from "../../support/promql-in-markdown";
import { rulesPromql } from "../../support/promql-in-rules";
import type { RulesFile } from "../../support/promql-in-rules";
import { knownSeries, TARGET_LABELS } from "../../support/promql-known-series";
import { readPromql } from "../../support/promql-reading";
import type { SourcedPromql } from "../../support/promql-source";

const ROOT = join(__dirname, "..", "..", "..");
const KNOWN = knownSeries();

/** Files below a folder of the project with an ending, by their path in the project; none where there is no folder. */
function filesBelow(folder: string, ending: string): string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => relative(ROOT, join(path, name)))
    .sort();
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** What is wrong with the expressions, each finding with its place; also labels that are shown and do not exist. */
function findings(expressions: readonly SourcedPromql[]): string[] {
  return expressions.flatMap(({ where, expr, labelsShown }) => {
    const labels = labelsOf(expr, KNOWN);
    return [
      ...contractViolations(expr, KNOWN),
      ...labelsShown
        .filter((label) => !labels.has(label))
        .map((label) => `shows ${label}, which no series has`),
    ].map((finding) => `${where}: ${finding}`);
  });
}

const MARKDOWN = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].filter((file) => existsSync(join(ROOT, file))),
  ...filesBelow("docs", ".md"),
  ...filesBelow("alerts", ".md"),
];

describe("everything that is shipped names only what the exporter serves", () => {
  test("the rules, and the queries in their annotations", () => {
    const expressions = rulesPromql("rules", parse(textOf("alerts/tidaldb.rules.yml")) as RulesFile);
    expect(expressions.length).toBeGreaterThan(30);
    expect(findings(expressions)).toEqual([]);
  });

  test.each(filesBelow("dashboards", ".json"))("the panels, annotations and variables of %s", (file) => {
    const dashboard = JSON.parse(textOf(file)) as DashboardJson;
    const expressions = dashboardPromql(file, dashboard);
    expect(expressions.length).toBeGreaterThan(5);
    expect(findings(expressions)).toEqual([]);
    expect(missingVariables(dashboard)).toEqual([]);
  });

  test.each(MARKDOWN)("the queries and the names in %s", (file) => {
    const text = textOf(file);
    expect(findings(markdownPromql(file, text))).toEqual([]);
    expect(namesInMarkdown(text).filter((name) => !isKnownName(name))).toEqual([]);
  });

  test.each(filesBelow("alerts/tests", ".yml"))("the series of %s, with all of their labels", (file) => {
    const { tests } = parse(textOf(file)) as RuleTests;
    const series = tests.flatMap(({ input_series = [] }) => input_series.map((input) => input.series));
    const expressions = tests.flatMap(({ promql_expr_test = [] }) =>
      promql_expr_test.map(({ expr }) => expr),
    );
    expect(series.flatMap(seriesViolations)).toEqual([]);
    expect(expressions.flatMap((expr) => contractViolations(expr, KNOWN))).toEqual([]);
  });
});

interface RuleTests {
  readonly tests: readonly {
    readonly input_series?: readonly { readonly series: string }[];
    readonly promql_expr_test?: readonly { readonly expr: string }[];
  }[];
}

/** A made-up series proves nothing: it must be one that a scrape can bring. */
function seriesViolations(series: string): string[] {
  // Other jobs are there to be told apart from ours.
  if (series.includes('job="node"')) return [];
  const [selector] = readPromql(series).selectors;
  const labels = selector?.matchers.map(({ label }) => label) ?? [];
  const own = KNOWN.get(selector?.metric ?? "")?.labels ?? [];
  const missing = [...own, "job", "instance"].filter((label) => !labels.includes(label));
  const extra = labels.filter((label) => !own.includes(label) && !TARGET_LABELS.includes(label));
  return [
    ...contractViolations(series, KNOWN),
    ...missing.map((label) => `${series}: lacks the label ${label}`),
    ...extra.map((label) => `${series}: has a label ${label} too many`),
  ];
}

/** The name of a metric, or the beginning of some. */
function isKnownName(name: string): boolean {
  if (/[*_]$/.test(name)) {
    const beginning = name.replace(/\*$/, "");
    return [...KNOWN.keys()].some((known) => known.startsWith(beginning));
  }
  return KNOWN.has(name);
}

describe("the three mistakes that shipped in well-known bundles are found", () => {
  test("a metric under a name that the exporter does not use", () => {
    expect(contractViolations("tidaldb_replication_lag > 5", KNOWN)).toEqual([
      "tidaldb_replication_lag: no such metric",
    ]);
  });

  test("a label value in another spelling", () => {
    expect(contractViolations('tidaldb_region_health{state="Offline"} == 1', KNOWN)).toEqual([
      "tidaldb_region_health: label state is never Offline, only healthy, degraded, offline, unknown",
    ]);
    expect(contractViolations('tidaldb_region_replicas{state=~"offline|un-known"} > 0', KNOWN)).toEqual([
      "tidaldb_region_replicas: label state is never un-known, only healthy, degraded, offline, pending",
    ]);
  });

  test.each([
    "timestamp(tidaldb_shard_up) < time() - 36000",
    "timestamp(tidaldb_shard_up) < (time() - 10h)",
    "timestamp(tidaldb_shard_up) <= time() - 60 * 60 * 10",
    "time() - timestamp(tidaldb_shard_up) > 36000",
    "(time() - timestamp(max by (shard) (tidaldb_shard_up))) >= 301",
    "36000 < time() - timestamp(tidaldb_shard_up)",
    "time() - 36000 > timestamp(tidaldb_shard_up)",
    "tidaldb_shard_up == 0 and timestamp(tidaldb_shard_up) + 36000 < time()",
  ])("a live sample's timestamp against ten hours ago: %s", (expr) => {
    expect(contractViolations(expr, KNOWN)).toEqual([
      expect.stringContaining("no live sample is that old, so this is always the same"),
    ]);
  });

  test.each([
    "timestamp(tidaldb_shard_up) < time() - 60",
    "time() - timestamp(tidaldb_shard_up) > 299",
    "timestamp(tidaldb_shard_up offset 10h) < time() - 36000",
    "time() - tidaldb_shard_last_heartbeat_timestamp_seconds > 36000",
    "time() - process_start_time_seconds < 600",
    "timestamp(tidaldb_shard_up) > timestamp(tidaldb_shard_entities)",
  ])("an age that a sample can have is none: %s", (expr) => {
    expect(contractViolations(expr, KNOWN)).toEqual([]);
  });
});

describe("what else is found in an expression", () => {
  test.each([
    ["rate(tidaldb_shard_wal_bytes[5m])", "rate of tidaldb_shard_wal_bytes, which is a gauge"],
    [
      "sum(increase(tidaldb_shard_entities[1h] offset 1d))",
      "increase of tidaldb_shard_entities, which is a gauge",
    ],
    [
      "deriv(tidaldb_exporter_heartbeats_total[5m])",
      "deriv of tidaldb_exporter_heartbeats_total, which is a counter",
    ],
    [
      "delta(nodejs_gc_duration_seconds_count[5m])",
      "delta of nodejs_gc_duration_seconds_count, which is a counter",
    ],
    [
      "rate(region:tidaldb_region_signals_per_second:max[5m])",
      "rate of region:tidaldb_region_signals_per_second:max, which is a recorded",
    ],
  ])("a function for another type: %s", (expr, finding) => {
    expect(contractViolations(expr, KNOWN)).toEqual([finding]);
  });

  test.each([
    ['tidaldb_shard_up{follower="eu-west"}', "tidaldb_shard_up: has no label follower"],
    ['up{job="tidaldb"}', "up: label job is never tidaldb, only tidaldb-exporter"],
    ["sum by (sahrd) (tidaldb_shard_up)", "grouped by sahrd, which none of tidaldb_shard_up has"],
    [
      "tidaldb_shard_up * on (shard, follower) tidaldb_shard_entities",
      "grouped by follower, which none of tidaldb_shard_up, tidaldb_shard_entities has",
    ],
    ["region:tidaldb_region_entities:max", "region:tidaldb_region_entities:max: no such metric"],
    ['ALERTS{alertname="TidaldbRegionDown"}', "ALERTS: label alertname is never TidaldbRegionDown"],
    ['{__name__=~"tidaldb_.*"}', "a selector without the name of a metric"],
    ["sum by (region) (tidaldb_shard_up", "not PromQL"],
    ["tidaldb_shard_up ==", "not PromQL"],
  ])("a name that does not exist: %s", (expr, finding) => {
    expect(contractViolations(expr, KNOWN)).toEqual([expect.stringContaining(finding)]);
  });

  test.each([
    'tidaldb_region_health{state=~"healthy|degraded",region=~"$region"}',
    'tidaldb_region_health{state!="unknown",exported_region=""}',
    'tidaldb_region_health{state=~".+"}',
    'label_replace(tidaldb_shard_up, "where", "$1", "region", "(.+)")',
    'sum by (where) (label_replace(tidaldb_shard_up, "where", "$1", "region", "(.+)"))',
    "max_over_time(rate(tidaldb_shard_signals_total[5m])[1h:1m])",
    "avg_over_time(tidaldb_shard_signals_total[5m])",
    "changes(process_start_time_seconds[1h])",
    'count by (severity) (ALERTS{alertname="Watchdog",alertstate="firing"})',
  ])("nothing where nothing is wrong: %s", (expr) => {
    expect(contractViolations(expr, KNOWN)).toEqual([]);
  });
});

describe("expressions are found where they stand", () => {
  test("in annotations of alerts, whose shown labels must exist", () => {
    const rules: RulesFile = {
      groups: [
        {
          name: "g",
          rules: [
            {
              alert: "A",
              expr: "max by (shard) (tidaldb_shard_up) == 0",
              annotations: {
                description:
                  "{{ $labels.shrad }} {{ with printf `max(tidaldb_shard_us{region=%q})` $labels.region | query }}" +
                  "{{ with first . }}{{ .Labels.folower }}{{ end }}{{ end }}",
              },
            },
          ],
        },
      ],
    };
    expect(findings(rulesPromql("file", rules))).toEqual([
      "file: A: shows shrad, which no series has",
      "file: A, annotation: tidaldb_shard_us: no such metric",
      "file: A, annotation: shows folower, which no series has",
    ]);
  });

  test("in annotations only in the one form that can be read", () => {
    const annotations = { description: '{{ query "up" }}' };
    const rules: RulesFile = { groups: [{ name: "g", rules: [{ alert: "A", expr: "up", annotations }] }] };
    expect(() => rulesPromql("file", rules)).toThrow("not of the form");
  });

  test("in panels at any depth, in annotations and variables, with Grafana's variables filled in", () => {
    const dashboard = {
      title: "t",
      templating: { list: [{ name: "shard", query: { query: "label_values(tidaldb_shard_upp, shard)" } }] },
      annotations: {
        list: [{ expr: "changes(tidaldb_region_halth[$__interval]) > 0", titleFormat: "{{region}}" }],
      },
      panels: [
        {
          panels: [
            {
              targets: [
                {
                  expr: 'topk($top, rate(tidaldb_shard_signals[$__rate_interval] offset $__range)) * ${__range_s} + tidaldb_shard_up{shard=~"$shard"}',
                  legendFormat: "{{shrd}}",
                },
              ],
            },
          ],
        },
      ],
    };
    expect(
      findings(dashboardPromql("d.json", dashboard)).map((finding) => finding.replace(/^.*?: .*?: /, "")),
    ).toEqual([
      "tidaldb_region_halth: no such metric",
      "shows region, which no series has",
      "tidaldb_shard_signals: no such metric",
      "shows shrd, which no series has",
      "tidaldb_shard_upp: no such metric",
      "grouped by shard, which none of tidaldb_shard_upp has",
    ]);
    expect(missingVariables(dashboard)).toEqual(["top"]);
  });

  test("in blocks and command lines of a text", () => {
    const text = [
      "```promql",
      "# remark",
      "tidaldb_shard_up",
      "",
      "sum(",
      "  tidaldb_shard_entities)",
      "```",
      "1. ```sh",
      "   curl -sG localhost:9090/api/v1/query \\",
      "     --data-urlencode 'query=up == 0'",
      "   promtool query instant http://localhost:9090 'vector(1)'",
      "   ```",
      "`tidaldb_a_*`, https://x/tidaldb_no and tidaldb_b.",
    ].join("\n");
    expect(markdownPromql("f", text).map(({ expr }) => expr)).toEqual([
      "tidaldb_shard_up",
      "sum(\n  tidaldb_shard_entities)",
      "up == 0",
      "vector(1)",
    ]);
    expect(namesInMarkdown(text)).toEqual([
      "tidaldb_shard_up",
      "tidaldb_shard_entities",
      "tidaldb_a_*",
      "tidaldb_b",
    ]);
  });
});
