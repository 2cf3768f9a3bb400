import { judge } from "./figure";
import type { Finding, Measurements, Target, Unit, Verdict } from "./figure";
import type { Row } from "./row";
import type { Summary } from "./statistics";

/** One measured row with its findings. */
export interface RowResult {
  readonly row: Row;
  readonly findings: readonly Finding[];
  /** How long measuring took. */
  readonly seconds: number;
}

const HEADER =
  "| figure | target | median (min – max) | baseline | ratio | verdict |\n| --- | --- | --- | --- | --- | --- |\n";

export function resultOf(row: Row, measurements: Measurements, seconds: number): RowResult {
  return { row, seconds, findings: row.figures.map((figure) => judge(figure, measurements)) };
}

/** One row as a section of Markdown, readable in a terminal too. */
export function printRow({ row, findings, seconds }: RowResult): string {
  const lines = findings.map(printFinding).join("");
  const note = row.note === "" ? "" : `\n${row.note}\n`;
  return `## ${row.title}\n\n\`${row.name}\`, ${seconds.toFixed(0)} s. ${row.method}\n\n${HEADER}${lines}${note}`;
}

/** All rows, with a verdict over them first. */
export function printReport(machine: readonly string[], results: readonly RowResult[]): string {
  const facts = machine.map((fact) => `- ${fact}\n`).join("");
  const rows = results.map(printRow).join("\n");
  return `# Measured speed\n\nWritten by \`npm run bench\`. ${printTally(results)}\n\n${facts}\n${rows}`;
}

/** How many targets were met, and which were not. */
export function printTally(results: readonly RowResult[]): string {
  const held = results.flatMap(({ row, findings }) =>
    findings.filter(({ figure }) => figure.target).map((finding) => ({ row, ...finding })),
  );
  const named = (kind: Verdict["kind"]): string[] =>
    held
      .filter(({ verdict }) => verdict.kind === kind)
      .map(({ row, figure }) => `${row.name}: ${figure.title}`);
  const list = (what: string, names: readonly string[]): string =>
    names.length === 0 ? "" : ` ${what}: ${names.join("; ")}.`;
  return `${named("met").length} of ${held.length} targets met.${list("Missed", named("missed"))}${list("Not measured", named("skipped"))}`;
}

function printFinding({ figure, ours, baseline, ratio, verdict }: Finding): string {
  const cells = [
    figure.title,
    figure.target === undefined ? "" : printTarget(figure.target, figure.unit, figure.baseline),
    ours === undefined ? "" : printSummary(ours, figure.unit),
    baseline === undefined ? "" : `${figure.baseline ?? ""}: ${printSummary(baseline, figure.unit)}`,
    ratio === undefined ? "" : printRatio(ratio, figure.target),
    printVerdict(verdict),
  ];
  return `| ${cells.join(" | ")} |\n`;
}

function printRatio(ratio: number, target: Target | undefined): string {
  return `${printNumber(ratio)} ×${target?.kind === "times_less" ? " less" : ""}`;
}

/** A bound in words, as a cell of the table. */
export function printTarget(target: Target, unit: Unit, baseline = "the baseline"): string {
  switch (target.kind) {
    case "at_most":
      return `≤ ${printValue(target.value, unit)}`;
    case "at_least":
      return `≥ ${printValue(target.value, unit)}`;
    case "ratio_at_most":
      return `≤ ${printNumber(target.factor)} × ${baseline}`;
    case "ratio_at_least":
      return `≥ ${printNumber(target.factor)} × ${baseline}`;
    case "times_less":
      return `≥ ${printNumber(target.factor)} × less than ${baseline}`;
  }
}

export function printSummary({ count, min, median, max }: Summary, unit: Unit): string {
  if (count === 1) return printValue(median, unit);
  return `${printValue(median, unit)} (${printNumber(min)} – ${printNumber(max)})`;
}

export function printVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case "met":
      return "met";
    case "shown":
      return "";
    case "missed":
      return verdict.byPercent === Number.POSITIVE_INFINITY
        ? "**missed**"
        : `**missed by ${printNumber(verdict.byPercent)} %**`;
    case "skipped":
      return `not measured: ${verdict.reason}`;
  }
}

function printValue(value: number, unit: Unit): string {
  return unit === "count" ? printNumber(value) : `${printNumber(value)} ${unit}`;
}

/** Three digits that count, and never an exponent. */
export function printNumber(value: number): string {
  const digits = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.abs(value) || 1))));
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}
