import type { Figure, Measurements } from "./figure";
import { printNumber, printSummary } from "./report";
import type { Row } from "./row";
import { summarize } from "./statistics";

/**
 * The figures of one row in two builds, as a section of Markdown. A figure whose samples overlap is said to be level: the
 * difference of the medians is then within the spread.
 *
 * @param ref - what the other build is called.
 */
export function printDifferences(row: Row, ref: string, ours: Measurements, theirs: Measurements): string {
  // Several figures may hold the same samples to several baselines.
  const figures = [...new Map(row.figures.map((figure) => [figure.series, figure])).values()];
  const lines = figures.map((figure) => printDifference(figure, ours, theirs)).join("");
  return `## ${row.title}\n\n| figure | here | ${ref} | difference |\n| --- | --- | --- | --- |\n${lines}`;
}

function printDifference({ series, unit }: Figure, ours: Measurements, theirs: Measurements): string {
  const here = ours.samples[series];
  const there = theirs.samples[series];
  // The baselines are not measured when two builds are compared.
  if (!here || !there) return "";
  const a = summarize(here);
  const b = summarize(there);
  const percent = ((a.median - b.median) / b.median) * 100;
  const isLevel = a.min <= b.max && b.min <= a.max;
  const change = `${percent > 0 ? "+" : ""}${printNumber(Number.isFinite(percent) ? percent : 0)} %`;
  const difference = isLevel ? `${change}, within the spread` : `**${change}**`;
  return `| ${series} | ${printSummary(a, unit)} | ${printSummary(b, unit)} | ${difference} |\n`;
}
