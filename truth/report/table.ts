import type { Figures, Percentiles, Share } from "../judge/figures";

/** One column of the tables of figures. */
export interface Column {
  readonly title: string;
  readonly of: (figures: Figures) => string;
}

export function percent(share: number | undefined, digits = 1): string {
  return share === undefined ? "" : `${(100 * share).toFixed(digits)} %`;
}

export function decimal(value: number | undefined, digits = 2): string {
  return value === undefined ? "" : value.toFixed(digits);
}

function spread({ p50, p95 }: Percentiles): string {
  return p50 === undefined ? "" : `${p50.toFixed(0)} / ${decimal(p95, 0)}`;
}

function share({ share }: Share): string {
  return percent(share);
}

export const PAGE_COLUMNS: readonly Column[] = [
  { title: "episodes", of: ({ episodes }) => String(episodes) },
  { title: "recall > 60 s", of: ({ recall }) => share(recall[0]) },
  { title: "> 2 min", of: ({ recall }) => share(recall[1]) },
  { title: "> 3 min", of: ({ recall }) => share(recall[2]) },
  { title: "pages", of: ({ pages }) => String(pages) },
  { title: "precision", of: ({ precision }) => share(precision) },
  { title: "wrong region", of: ({ wrongRegion }) => share(wrongRegion) },
  { title: "nameless", of: ({ nameless }) => share(nameless) },
  { title: "unneeded", of: ({ unneeded }) => share(unneeded) },
  { title: "pages a cause", of: ({ pagesPerCause }) => decimal(pagesPerCause) },
  { title: "messages a cause", of: ({ messagesPerCause }) => decimal(messagesPerCause) },
  { title: "s to page", of: ({ toPage }) => spread(toPage) },
  { title: "s to resolved", of: ({ toResolved }) => spread(toResolved) },
  { title: "resolved blind", of: ({ resolvedWhileBlind }) => String(resolvedWhileBlind) },
  { title: "both named", of: ({ bothNamed }) => share(bothNamed) },
];

export const VERDICT_COLUMNS: readonly Column[] = [
  { title: "Offline after s", of: ({ offline }) => spread(offline.ours.detection) },
  { title: "missed", of: ({ offline }) => String(offline.ours.missed) },
  { title: "false Offline", of: ({ offline }) => String(offline.ours.mistakes) },
  { title: "T_M s", of: ({ offline }) => decimal(offline.ours.mistakeLastsS, 1) },
  { title: "1 - P_A", of: ({ offline }) => (1 - offline.ours.accuracy).toExponential(1) },
  { title: "Degraded, s beyond", of: ({ degradedAfter }) => spread(degradedAfter) },
  {
    title: "false Degraded a region-day",
    of: ({ falseDegradedPerRegionDay }) => decimal(falseDegradedPerRegionDay),
  },
];

/** A table in Markdown. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
