import type { SourcedPromql } from "./promql-source";

/** The parts of a dashboard that matter here. */
export interface DashboardJson {
  readonly title: string;
  readonly templating: { readonly list: readonly { readonly name: string; readonly query?: unknown }[] };
}

interface WithExpr {
  readonly expr: string;
  readonly legendFormat?: string;
  readonly titleFormat?: string;
}

/** Every expression of a dashboard: of its panels, its annotations and its variables. */
export function dashboardPromql(file: string, dashboard: DashboardJson): SourcedPromql[] {
  const queries = withExpr(dashboard).map(({ expr, legendFormat, titleFormat }) => ({
    where: `${file}: ${expr.slice(0, 60)}`,
    expr: withoutMacros(expr),
    labelsShown: [...`${legendFormat ?? ""} ${titleFormat ?? ""}`.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(
      ([, label]) => label ?? "",
    ),
  }));
  return [...queries, ...dashboard.templating.list.flatMap((variable) => variablePromql(file, variable))];
}

/** Variables that are used and that the dashboard does not have. */
export function missingVariables(dashboard: DashboardJson): string[] {
  const names = dashboard.templating.list.map(({ name }) => name);
  const texts = [...withExpr(dashboard).map(({ expr }) => expr), ...dashboard.templating.list.map(queryText)];
  const used = texts.flatMap((text) =>
    [...text.matchAll(/\$\{?(\w+)|\[\[(\w+)/g)].map(([, a, b]) => a ?? b ?? ""),
  );
  // Grafana's own begin with two underscores, and $1 is what label_replace calls a part of its match.
  return [...new Set(used)].filter(
    (name) => !names.includes(name) && !name.startsWith("__") && !/^\d+$/.test(name),
  );
}

function withExpr(value: unknown): WithExpr[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "expr" in value && typeof value.expr === "string" ? [value as WithExpr] : [];
  return [...own, ...Object.values(value).flatMap(withExpr)];
}

/** Grafana's variables as Grafana would fill them in, outside of quotes: as a time in a range, else as a number. */
export function withoutMacros(expr: string): string {
  return expr
    .replace(/"(?:[^"\\]|\\.)*"|\[\s*\$\{?\w+(?::\w+)?\}?/g, (part) => (part.startsWith('"') ? part : "[5m"))
    .replace(/"(?:[^"\\]|\\.)*"|\b(offset\s+-?)\$\{?\w+(?::\w+)?\}?/g, (part, offset?: string) =>
      offset === undefined ? part : `${offset}5m`,
    )
    .replace(/"(?:[^"\\]|\\.)*"|\$\{?\w+(?::\w+)?\}?/g, (part) => (part.startsWith('"') ? part : "1"));
}

function queryText({ query }: { readonly query?: unknown }): string {
  if (typeof query === "string") return query;
  if (typeof query === "object" && query !== null && "query" in query) return queryText(query);
  return "";
}

/** `label_values(x, y)` is made into `group by (y) (x)`, which names the same. */
function variablePromql(
  file: string,
  variable: { readonly name: string; readonly query?: unknown },
): SourcedPromql[] {
  const query = queryText(variable);
  const where = `${file}: variable ${variable.name}`;
  const labelValues = /^label_values\((?:(.+),)?\s*(\w+)\s*\)$/s.exec(query);
  if (labelValues) {
    const [, selector = "", label = ""] = labelValues;
    return [{ where, expr: withoutMacros(`group by (${label}) (${selector})`), labelsShown: [] }];
  }
  const result = /^query_result\((.+)\)$/s.exec(query);
  if (result) return [{ where, expr: withoutMacros(result[1] ?? ""), labelsShown: [] }];
  if (/^(metrics|label_names)\(/.test(query)) {
    throw new Error(`${where}: ${query} names nothing that can be checked; use label_values`);
  }
  return [];
}
