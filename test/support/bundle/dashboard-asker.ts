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
  readonly stats?: { readonly samples?: { readonly totalQueryableSamples: number } };
  readonly result: readonly { metric: Labels; value?: [number, string]; values?: [number, string][] }[];
}

/** The time range of a dashboard, and the steps in which it is asked for. */
export interface AskedRange {
  /** Undefined: now. */
  readonly endSeconds?: number;
  readonly rangeSeconds: number;
  readonly stepSeconds: number;
  readonly rateInterval: string;
}

/** Four scrapes of a second each would do for Grafana; the demo sends heartbeats every five. */
export const LAST_HALF_MINUTE: AskedRange = { rangeSeconds: 30, stepSeconds: 5, rateInterval: "20s" };

/** Asks a Prometheus what a dashboard asks, with the dashboard's variables filled in as Grafana fills them in. */
export class DashboardAsker {
  readonly #url: string;
  readonly #variables: readonly Variable[];
  readonly #range: AskedRange;
  #values: Readonly<Record<string, readonly string[]>> = {};

  /** @param url the base URL of the Prometheus. */
  constructor(url: string, dashboard: ClassicDashboard, range: AskedRange = LAST_HALF_MINUTE) {
    this.#url = url;
    this.#range = range;
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
    const answer = await this.#answer(query, choice, this.#range.stepSeconds);
    return answer.result.map(({ metric, value, values }) => ({
      labels: metric,
      values: (values ?? (value ? [value] : [])).map(([, text]) => Number(text)),
    }));
  }

  /** How many samples Prometheus reads to answer a query, all of every variable chosen. */
  async samplesRead(query: DashboardQuery, stepSeconds: number): Promise<number> {
    const { stats } = await this.#answer(query, {}, stepSeconds);
    return stats?.samples?.totalQueryableSamples ?? 0;
  }

  #answer(query: DashboardQuery, choice: Choice, stepSeconds: number): Promise<QueryResult> {
    const expr = this.#filledIn(query.expr, choice);
    const end = this.#range.endSeconds ?? Date.now() / 1000;
    if (query.kind === "instant") {
      return this.#get("query", { query: expr, time: String(end), stats: "all" });
    }
    return this.#get("query_range", {
      query: expr,
      start: String(end - this.#range.rangeSeconds),
      end: String(end),
      step: String(stepSeconds),
      stats: "all",
    });
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
    const all = new Map([
      ...variables,
      ["__rate_interval", this.#range.rateInterval],
      ["__interval", `${this.#range.stepSeconds}s`],
      ["__range", `${this.#range.rangeSeconds}s`],
    ]);
    return text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => all.get(name) ?? whole);
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
