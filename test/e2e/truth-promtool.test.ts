import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseSeriesText } from "../../truth/prometheus/exposition";
import { ModelPrometheus } from "../../truth/prometheus/model-prometheus";
import { RuleBook } from "../../truth/prometheus/rule-book";
import { describeWithProgram } from "../support/programs/describe-with-program";
import {
  promtoolCases,
  promtoolValues,
  type PromtoolCase,
  type PromtoolValue,
} from "../support/truth/promtool-cases";

const ALERTS = join(__dirname, "../../alerts");
const RULES = join(ALERTS, "tidaldb.rules.yml");
const STEP_MS = 15_000;
const STEPS = 64;

/** Numbers from 0 to 1, the same ones in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** The series of a case with some samples missing, stale or changed. */
function disturbed(one: PromtoolCase, random: () => number): Map<string, readonly PromtoolValue[]> {
  const series = new Map<string, readonly PromtoolValue[]>();
  for (const { series: name, values } of one.input_series ?? []) {
    series.set(
      name,
      promtoolValues(values)
        .slice(0, STEPS)
        .map((value) => {
          const chance = random();
          if (chance < 0.03) return undefined;
          if (chance < 0.04) return "stale";
          return chance < 0.08 && typeof value === "number" ? value * Math.round(3 * random()) : value;
        }),
    );
  }
  return series;
}

/** A test for promtool that expects the series ALERTS which the model has, at each eighth evaluation. */
function expectationOfModel(
  book: RuleBook,
  name: string,
  series: ReturnType<typeof disturbed>,
): {
  readonly promql_expr_test: readonly { readonly exp_samples: readonly { readonly labels: string }[] }[];
} {
  const model = new ModelPrometheus(book);
  const inputs = [...series].map(([text, values]) => ({ labels: parseSeriesText(text), values }));
  const asked: { expr: string; eval_time: string; exp_samples: { labels: string; value: number }[] }[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    for (const { labels, values } of inputs) {
      const value = values[step];
      if (value !== undefined) model.append(labels, value === "stale" ? undefined : value, step * STEP_MS);
    }
    model.evaluate(step * STEP_MS);
    if (step % 8 !== 7) continue;
    const samples = model
      .query("ALERTS", step * STEP_MS)
      .map(({ labels: { __name__, ...labels }, value }) => {
        const pairs = Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`);
        return { labels: `${__name__ ?? ""}{${pairs.join(",")}}`, value };
      });
    asked.push({ expr: "ALERTS", eval_time: `${(step * STEP_MS) / 1000}s`, exp_samples: samples });
  }
  expect(model.failures).toEqual([]);
  const input = [...series].map(([text, values]) => {
    return { series: text, values: values.map((value) => value ?? "_").join(" ") };
  });
  return Object.assign({ name, interval: "15s", input_series: input }, { promql_expr_test: asked });
}

/** The output of promtool for tests of the shipped rules; empty when all pass. */
function judgedByPromtool(book: RuleBook, tests: readonly object[]): string {
  const folder = mkdtempSync(join(tmpdir(), "truth-promtool-test-"));
  try {
    const path = join(folder, "cases.yml");
    // Without an order, which group comes first is a matter of chance.
    const group_eval_order = book.groups.map(({ name }) => name);
    const file = { rule_files: [RULES], evaluation_interval: "15s", group_eval_order, tests };
    writeFileSync(path, JSON.stringify(file));
    const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", path], { encoding: "utf8" });
    return status === 0 ? "" : `${stdout}${stderr}`.slice(0, 10_000) || `status ${status}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describeWithProgram("promtool", "the model of Prometheus beside promtool", () => {
  it("has the same pending and firing alerts in a case of every second alert with its series disturbed", () => {
    const book = new RuleBook(readFileSync(RULES, "utf8"));
    book.query("ALERTS");
    const random = numbers(11);
    const tests = readdirSync(join(ALERTS, "tests"))
      .map((file) => promtoolCases(join(ALERTS, "tests", file)))
      .filter((_, index) => index % 2 === 0)
      .flatMap((cases) => cases[Math.floor(random() * cases.length)] ?? [])
      .filter(({ interval }) => interval === "15s")
      .map((one) => expectationOfModel(book, one.name, disturbed(one, random)));
    const states = tests.flatMap(({ promql_expr_test: asked }) =>
      asked.flatMap(({ exp_samples: samples }) =>
        samples.map(({ labels }) => /alertname="(\w+)".*alertstate="(\w+)"/.exec(labels)?.slice(1).join(" ")),
      ),
    );
    // Without these the comparison says nothing.
    expect(new Set(states).size).toBeGreaterThan(15);
    expect(judgedByPromtool(book, tests)).toBe("");
  });
});
