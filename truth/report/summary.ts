import type { EpisodeResult } from "../judge/episode-result";
import { figuresOf } from "../judge/figures";
import type { FieldSet } from "../world/shape";
import { byKind, singleCause, weightOf } from "./weights";
import { markdownTable, PAGE_COLUMNS, VERDICT_COLUMNS } from "./table";

/** Prints the figures of a campaign: all together, and by kind. */
export function printSummary(fields: FieldSet, results: readonly EpisodeResult[]): void {
  const columns = [...PAGE_COLUMNS, ...VERDICT_COLUMNS];
  const rows = [
    ["all", figuresOf(singleCause(results), weightOf(results))] as const,
    ...byKind(results).map(([kind, some]) => [kind, figuresOf(some)] as const),
  ];
  const table = rows.map(([name, figures]) => [name, ...columns.map(({ of }) => of(figures))]);
  console.log(`\n${fields}\n\n${markdownTable(["kind", ...columns.map(({ title }) => title)], table)}`);
}
