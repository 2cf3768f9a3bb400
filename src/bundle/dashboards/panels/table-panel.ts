import {
  FieldTextAlignment,
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  TableCellHeight,
  TableSortByFieldStateBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import type {
  DashboardLink,
  DataTransformerConfig,
  DynamicConfigValue,
  ValueMapping,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";

import type { PanelPromql } from "../../signals/panels/panel-promql";
import type { Signal } from "../../signals/signal";
import { inEveryRow, NOT_KNOWN } from "../../signals/panels/table-rows";
import { GRAFANA_UNITS } from "./grafana-unit";
import { DATASOURCE, refIdOf, tableQuery } from "./panel-query";
import { thresholds } from "./thresholds";
import { missingMappings } from "./value-mappings";
import type { Limits } from "./thresholds";

/** In pixels. Columns without a width of their own share what is left, and Grafana's own minimum is wide. */
const MIN_COLUMN_WIDTH = 80;

/** A column that is a label of the series, the same in all signals of the table. */
export interface LabelColumn {
  readonly label: string;
  readonly heading: string;
  readonly width?: number;
  readonly links?: readonly { build: () => DashboardLink }[];
  /** Colours for texts. */
  readonly mappings?: ValueMapping[];
}

/** A column with the values of one signal. */
export interface ValueColumn {
  readonly signal: Signal;
  readonly heading: string;
  readonly width?: number;
  /** Colours the number. */
  readonly limits?: Limits;
  /** Texts for values; they fill the cell with their colour. */
  readonly mappings?: ValueMapping[];
  /** Where mappings are exceptions and the cell stays as it is. */
  readonly isUnfilled?: boolean;
  readonly decimals?: number;
}

/** What a table is made of. */
export interface TableContent {
  readonly title: string;
  readonly description: string;
  /**
   * An expression with one series for each row; its labels are those of each signal, and its values do not matter.
   * Undefined where every signal has a value for every row by itself.
   */
  readonly rows: string | undefined;
  readonly labels: readonly LabelColumn[];
  readonly values: readonly [ValueColumn, ...ValueColumn[]];
  /** What a table without rows says in its one row, by label; a dash where nothing is given. */
  readonly whenEmpty?: Readonly<Record<string, string>>;
  /** The first of the values stands before the labels. */
  readonly firstValue?: boolean;
  /** Headings of the columns that it is sorted by, the most important first; values from large to small. */
  readonly sortBy: readonly { readonly heading: string; readonly ascending?: boolean }[];
}

/**
 * A table as of the end of the time range, with one row for each set of labels. It has all of its columns in every state
 * of the cluster: a value that is not there is shown as a dash, and a table without rows as a row of dashes.
 */
export function tablePanel(
  promql: PanelPromql,
  { title, description, rows, labels, values, whenEmpty, firstValue, sortBy }: TableContent,
): PanelBuilder {
  const names = labels.map(({ label }) => label);
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(DATASOURCE)
    .targets(values.map(({ signal }, index) => tableQuery(inEveryRow(signal, rows, names, whenEmpty), index)))
    .transformations(oneRowPerLabelSet(promql, labels, values, firstValue === true))
    .unit("none")
    .noValue("no data")
    .align(FieldTextAlignment.Auto)
    .minWidth(MIN_COLUMN_WIDTH)
    .cellHeight(TableCellHeight.Sm)
    .showHeader(true)
    .sortBy(
      sortBy.map(({ heading, ascending }) =>
        new TableSortByFieldStateBuilder().displayName(heading).desc(ascending !== true),
      ),
    );
  for (const column of labels) panel.overrideByName(column.heading, labelProperties(column));
  for (const column of values) panel.overrideByName(column.heading, valueProperties(column));
  return panel;
}

/**
 * The time would tell rows apart that belong together, so it goes first; then rows join, and columns get their names.
 * Labels that tell clusters apart and have no column of their own keep their rows apart, and go last.
 */
function oneRowPerLabelSet(
  promql: PanelPromql,
  labels: readonly LabelColumn[],
  values: readonly ValueColumn[],
  isValueFirst: boolean,
): DataTransformerConfig[] {
  const valueField = (index: number): string => (values.length > 1 ? `Value #${refIdOf(index)}` : "Value");
  const labelFields = labels.map(({ label, heading }) => [label, heading] as const);
  const valueFields = values.map(({ heading }, index) => [valueField(index), heading] as const);
  const leading = isValueFirst ? 1 : 0;
  const columns = [...valueFields.slice(0, leading), ...labelFields, ...valueFields.slice(leading)];
  const hidden = promql.options.scopeLabels.filter((scope) => !labels.some(({ label }) => label === scope));
  return [
    {
      id: "filterFieldsByName",
      options: { include: { names: [...columns.map(([field]) => field), ...hidden] } },
    },
    { id: "merge", options: {} },
    {
      id: "organize",
      options: {
        excludeByName: Object.fromEntries(hidden.map((label) => [label, true])),
        indexByName: Object.fromEntries(columns.map(([field], index) => [field, index])),
        renameByName: Object.fromEntries(columns),
      },
    },
  ];
}

function labelProperties({ width, links, mappings }: LabelColumn): DynamicConfigValue[] {
  return [
    ...(mappings === undefined
      ? []
      : [
          { id: "mappings", value: mappings },
          { id: "custom.cellOptions", value: { type: TableCellDisplayMode.ColorText } },
        ]),
    ...(width === undefined ? [] : [{ id: "custom.width", value: width }]),
    ...(links === undefined ? [] : [{ id: "links", value: links.map((link) => link.build()) }]),
  ];
}

function valueProperties(column: ValueColumn): DynamicConfigValue[] {
  const { signal, width, limits, mappings, isUnfilled, decimals } = column;
  const isFilled = mappings !== undefined && isUnfilled !== true;
  return [
    { id: "unit", value: GRAFANA_UNITS[signal.unit] },
    { id: "custom.align", value: isFilled ? FieldTextAlignment.Center : FieldTextAlignment.Right },
    ...(width === undefined ? [] : [{ id: "custom.width", value: width }]),
    ...(decimals === undefined ? [] : [{ id: "decimals", value: decimals }]),
    { id: "mappings", value: [...(mappings ?? []), ...missingMappings(NOT_KNOWN)] },
    ...(limits === undefined ? [] : [{ id: "thresholds", value: thresholds(limits).build() }]),
    ...(isFilled ? [{ id: "custom.cellOptions", value: FILLED_CELL }] : []),
    ...(limits !== undefined && !isFilled
      ? [{ id: "custom.cellOptions", value: { type: TableCellDisplayMode.ColorText } }]
      : []),
  ];
}

const FILLED_CELL = {
  type: TableCellDisplayMode.ColorBackground,
  mode: TableCellBackgroundDisplayMode.Basic,
} as const;
