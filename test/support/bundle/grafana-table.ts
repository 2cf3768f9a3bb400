import { merge, rowsOf } from "./grafana-merge";
import type { Cell, Frame } from "./grafana-merge";
import type { AnswerSeries } from "./dashboard-asker";
import type { DataPanel } from "./grafana-dashboard";

/** The answer to one query of a table. */
export interface TableAnswer {
  readonly refId: string;
  readonly series: readonly AnswerSeries[];
}

/** What Grafana draws: the headings from left to right, and a record for each row. */
export interface ShownTable {
  readonly headings: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

/** Options of the three transformations that the bundle's tables have. */
interface Transformations {
  readonly kept: readonly string[];
  readonly order: Readonly<Record<string, number>>;
  readonly names: Readonly<Record<string, string>>;
  readonly hidden: Readonly<Record<string, boolean>>;
}

/** What Grafana draws of the answers to a table's queries: the first of the frames that its transformations leave. */
export function showTable(panel: DataPanel, answers: readonly TableAnswer[]): ShownTable {
  const { kept, order, names, hidden } = transformationsOf(panel);
  const frames = answers
    .map(({ refId, series }) => frameOf(series, answers.length > 1 ? `Value #${refId}` : "Value"))
    .map(({ fields }) => ({ fields: fields.filter(({ name }) => kept.includes(name)) }));
  const [frame = { fields: [] }] = merge(frames);
  const fields = frame.fields
    .filter(({ name }) => hidden[name] !== true)
    .toSorted((one, other) => (order[one.name] ?? 0) - (order[other.name] ?? 0))
    .map(({ name, values }) => ({ name: names[name] ?? name, values }));
  return { headings: fields.map(({ name }) => name), rows: rowsOf({ fields }) };
}

/** The headings that a table is meant to have, from left to right. */
export function intendedHeadings(panel: DataPanel): readonly string[] {
  const { order, names } = transformationsOf(panel);
  return Object.keys(names)
    .toSorted((one, other) => (order[one] ?? 0) - (order[other] ?? 0))
    .map((name) => names[name] ?? name);
}

/** A time, the labels that some series of the answer has, and the value; an answer without series has no labels. */
function frameOf(series: readonly AnswerSeries[], valueName: string): Frame {
  const labels = [...new Set(series.flatMap((each) => Object.keys(each.labels)))].sort();
  return {
    fields: [
      { name: "Time", values: series.map(() => 0) },
      ...labels.map((name) => ({ name, values: series.map((each) => each.labels[name] ?? "") })),
      { name: valueName, values: series.map(({ values }) => values[0]) },
    ],
  };
}

function transformationsOf({ title, transformations = [] }: DataPanel): Transformations {
  const [filter, join, organize, ...more] = transformations;
  if (
    filter?.id !== "filterFieldsByName" ||
    join?.id !== "merge" ||
    organize?.id !== "organize" ||
    more.length
  )
    throw new Error(`table ${title ?? ""}: its transformations are others than this model knows`);
  const { include } = filter.options as { include: { names: readonly string[] } };
  const { indexByName, renameByName, excludeByName } = organize.options as {
    indexByName: Record<string, number>;
    renameByName: Record<string, string>;
    excludeByName: Record<string, boolean>;
  };
  return { kept: include.names, order: indexByName, names: renameByName, hidden: excludeByName };
}
