import type {
  FieldConfig as TableField,
  Options as TableOptions,
} from "@grafana/grafana-foundation-sdk/table";
import type {
  AnnotationQuery,
  Dashboard,
  FieldConfig,
  FieldConfigSource,
  Panel,
  RowPanel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type {
  Options as HeatmapOptions,
  FieldConfig as HeatmapField,
} from "@grafana/grafana-foundation-sdk/heatmap";
import type { Dataquery } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Options as StatOptions } from "@grafana/grafana-foundation-sdk/stat";
import type {
  Options as TimelineOptions,
  FieldConfig as TimelineField,
} from "@grafana/grafana-foundation-sdk/statetimeline";
import type {
  Options as TimeSeriesOptions,
  FieldConfig as TimeSeriesField,
} from "@grafana/grafana-foundation-sdk/timeseries";

/** A query without the method that is there for the compiler only. */
type Query = Omit<Dataquery, "_implementsDataqueryVariant">;

interface Fields<Custom> extends Omit<FieldConfigSource, "defaults"> {
  defaults: Omit<FieldConfig, "custom"> & { custom?: Custom };
}

/** A panel as the SDK has it, with the options, the fields and the queries of its type where the SDK leaves them open. */
interface PanelOf<Type extends string, Options, Custom> extends Omit<
  Panel,
  "type" | "options" | "fieldConfig" | "targets"
> {
  type: Type;
  options: Options;
  fieldConfig: Fields<Custom>;
  targets: Query[];
}

type AnyPanel =
  | PanelOf<"stat", StatOptions, Record<string, never>>
  | PanelOf<"timeseries", TimeSeriesOptions, TimeSeriesField>
  | PanelOf<"state-timeline", TimelineOptions, TimelineField>
  | PanelOf<"table", TableOptions, TableField>
  | PanelOf<"heatmap", HeatmapOptions, HeatmapField>
  | (Omit<RowPanel, "panels"> & { panels: [] });

// The classic schema, which the SDK calls deprecated, is the one that is shipped; dashboard-shell.ts says why.
// eslint-disable-next-line @typescript-eslint/no-deprecated
type Classic = Dashboard;

/**
 * What the SDK's types say a dashboard may hold, with nothing left open that a panel of this project uses. The schema that
 * dashboards are validated with is made from this type.
 */
export interface StrictDashboard extends Omit<Classic, "panels" | "annotations"> {
  panels: AnyPanel[];
  annotations: { list: Omit<AnnotationQuery, "target">[] };
}
