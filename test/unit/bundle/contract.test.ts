import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";

import { contractViolations, promqlFindings } from "../../support/bundle/promql-contract";
import { dashboardPromql, missingVariables } from "../../support/bundle/promql-in-dashboards";
import type { DashboardJson } from "../../support/bundle/promql-in-dashboards";
import { markdownPromql, namesInMarkdown } from "../../support/bundle/promql-in-markdown";
import { rulesPromql } from "../../support/bundle/promql-in-rules";
import type { RulesFile } from "../../support/bundle/promql-in-rules";
import { knownSeries, TARGET_LABELS } from "../../support/bundle/promql-known-series";
import { readPromql } from "../../support/bundle/promql-reading";
import type { SourcedPromql } from "../../support/bundle/promql-source";
import { someRows } from "../../support/property-runs";

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

function findings(expressions: readonly SourcedPromql[]): string[] {
  return promqlFindings(expressions, KNOWN);
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

  test.each(someRows(MARKDOWN, 12))("the queries and the names in %s", (file) => {
    const text = textOf(file);
    expect(findings(markdownPromql(file, text))).toEqual([]);
    expect(namesInMarkdown(text).filter((name) => !isKnownName(name))).toEqual([]);
  });

  test.each(someRows(filesBelow("alerts/tests", ".yml"), 12))(
    "the series of %s, with all of their labels",
    (file) => {
      const { tests } = parse(textOf(file)) as RuleTests;
      const series = tests.flatMap(({ input_series = [] }) => input_series.map((input) => input.series));
      const expressions = tests.flatMap(({ promql_expr_test = [] }) =>
        promql_expr_test.map(({ expr }) => expr),
      );
      expect(series.flatMap(seriesViolations)).toEqual([]);
      expect(expressions.flatMap((expr) => contractViolations(expr, KNOWN))).toEqual([]);
    },
  );
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
  // Only a target that is a part of an exporter says which.
  const missing = [...own, "job", "instance"].filter((label) => label !== "part" && !labels.includes(label));
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
  // A histogram has series under longer names only.
  return KNOWN.has(name) || KNOWN.has(`${name}_bucket`);
}
