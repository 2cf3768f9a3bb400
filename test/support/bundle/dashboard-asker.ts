import type { ClassicDashboard } from "../../../src/bundle/dashboards/dashboard-shell";
import type { DashboardQuery } from "./grafana-dashboard";

type Variable = NonNullable<ClassicDashboard["templating"]["list"]>[number];

/** What is chosen of each variable, by its name: some of its values, or all. */
export type Choice = Readonly<Record<string, readonly string[] | "All">>;

/** One series of an answer: its labels, and its values without their times. */
export interface AnswerSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

type Labels = Readonly<Record<string, string>>;

interface QueryResult {
  readonly result: readonly { metric: Labels; value?: [number, string]; values?: [number, string][] }[];
}

/** How far a range query looks back, and its step. */
const RANGE_SECONDS = 30;
const STEP_SECONDS = 5;

/** Four scrapes of a second each would do for Grafana; the demo sends heartbeats every five. */
const RATE_INTERVAL = "20s";

/** Asks a Prometheus what a dashboard asks, with the dashboard's variables filled in as Grafana fills them in. */
export class DashboardAsker {
  readonly #url: string;
  readonly #variables: readonly Variable[];
  #values: Readonly<Record<string, readonly string[]>> = {};

  /** @param url the base URL of the Prometheus. */
  constructor(url: string, dashboard: ClassicDashboard) {
    this.#url = url;
    this.#variables = (dashboard.templating.list ?? []).filter(({ name }) => name !== "datasource");
  }

  /** The values that each variable offers, in the order of the variables; `All` of those before is chosen meanwhile. */
  async values(): Promise<Readonly<Record<string, readonly string[]>>> {
    for (const variable of this.#variables) {
      this.#values = { ...this.#values, [variable.name]: await this.#valuesOf(variable) };
    }
    return this.#values;
  }

  /**
   * The answer to a query. A variable that `choice` does not name is All.
   *
   * @throws Error with what Prometheus said when it refuses the query.
   */
  async ask(query: DashboardQuery, choice: Choice): Promise<readonly AnswerSeries[]> {
    const expr = this.#filledIn(query.expr, choice);
    const now = Date.now() / 1000;
    const answer =
      query.kind === "instant"
        ? await this.#get<QueryResult>("query", { query: expr })
        : await this.#get<QueryResult>("query_range", {
            query: expr,
            start: String(now - RANGE_SECONDS),
            end: String(now),
            step: String(STEP_SECONDS),
          });
    return answer.result.map(({ metric, value, values }) => ({
      labels: metric,
      values: (values ?? (value ? [value] : [])).map(([, text]) => Number(text)),
    }));
  }

  async #valuesOf({ name, query, regex }: Variable): Promise<readonly string[]> {
    const text = this.#filledIn((query as { query: string }).query, {});
    const [, selector = text, label] = /^label_values\((.+), (\w+)\)$/s.exec(text) ?? [];
    const series = await this.#get<readonly Labels[]>("series", { "match[]": selector });
    const found = series.map((labels) =>
      label === undefined ? firstGroup(regex ?? "", asText(labels)) : labels[label],
    );
    if (label === undefined && found.includes(undefined)) {
      throw new Error(`variable ${name}: ${regex ?? ""} does not fit ${JSON.stringify(series[0])}`);
    }
    return [...new Set(found.filter((value) => value !== undefined))].sort();
  }

  #filledIn(text: string, choice: Choice): string {
    const variables = this.#variables.map(({ name, allValue }) => {
      const chosen = choice[name] ?? "All";
      const value = chosen === "All" ? (allValue ?? asPattern(this.#values[name] ?? [])) : asPattern(chosen);
      return [name, value] as const;
    });
    const all = new Map([...variables, ["__rate_interval", RATE_INTERVAL]]);
    return text.replace(/\$(\w+)/g, (whole, name: string) => all.get(name) ?? whole);
  }

  async #get<T>(path: string, parameters: Record<string, string>): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1/${path}`, {
      method: "POST",
      body: new URLSearchParams(parameters),
    });
    const body = (await response.json()) as { status: string; error?: string; data: T };
    if (body.status === "success") return body.data;
    throw new Error(`Prometheus refused ${JSON.stringify(parameters)}: ${body.error ?? response.status}`);
  }
}

/**
 * Several values become alternatives; each stands for itself, inside a string of PromQL. Quotes stay as they are, as in
 * every Grafana that is not told otherwise (`prometheusSpecialCharsInLabelValues`).
 */
function asPattern(values: readonly string[]): string {
  const escaped = values.map((value) =>
    value.replace(/\\/g, "\\\\\\\\").replace(/[$^*{}[\]+?.()|]/g, "\\\\$&"),
  );
  return escaped.length === 1 ? escaped.join("") : `(${escaped.join("|")})`;
}

/** A series as Grafana writes it before a variable's regular expression is applied. */
function asText({ __name__: name = "", ...labels }: Labels): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(",")}}`;
}

function firstGroup(regex: string, text: string): string | undefined {
  return new RegExp(regex.slice(1, -1)).exec(text)?.[1];
}
