import { columnsOf, cutTo, padTo } from "./columns";
import { PLAIN } from "./style";
import type { Look, Screen } from "./style";

const GAP = 2;
const LEAST_COLUMNS = 6;

/** A field of a table: a printable text, and how it looks. */
export type Cell = string | { readonly text: string; readonly look: Look };

/** Rows under a heading, as wide as the screen at most: the last column is cut first, then the widest. */
export function table(
  heading: readonly string[],
  rows: readonly (readonly Cell[])[],
  { columns, style }: Screen,
): string {
  const all = [heading, ...rows.map((row) => row.map(textOf))];
  const widths = heading.map((_, at) => Math.max(...all.map((row) => columnsOf(row[at] ?? ""))));
  narrow(widths, columns - GAP * (heading.length - 1));
  const line = (cells: readonly Cell[]): string =>
    cells
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        const cut = cutTo(textOf(cell), width);
        const blanks = at === cells.length - 1 ? "" : padTo(cut, width).slice(cut.length);
        const shown = typeof cell === "string" ? cut : style(cell.look, cut);
        return shown + blanks;
      })
      .join(" ".repeat(GAP))
      .trimEnd();
  const headingLine = heading.map((text): Cell => (style === PLAIN ? text : { text, look: "strong" }));
  return [headingLine, ...rows].map((row) => `${line(row)}\n`).join("");
}

function narrow(widths: number[], columns: number): void {
  const last = widths.length - 1;
  for (;;) {
    const excess = widths.reduce((sum, width) => sum + width, 0) - columns;
    if (excess <= 0) return;
    const atLast = (widths[last] ?? 0) > LEAST_COLUMNS;
    const at = atLast ? last : widths.indexOf(Math.max(...widths));
    const width = widths[at] ?? 0;
    if (width <= LEAST_COLUMNS) return;
    widths[at] = Math.max(LEAST_COLUMNS, width - excess);
  }
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}
