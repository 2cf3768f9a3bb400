import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Signal } from "../../signals/signal";
import type { Limits } from "./thresholds";
/** How a graph shows its lines beyond what their signals say. */
export interface TimeSeriesLook {
    /** Drawn as dashed lines where values change their meaning. */
    readonly limits?: Limits;
    /** Lines are states, or what becomes of heartbeats, and have the colours of those. */
    readonly stateLines?: boolean;
    readonly stacked?: boolean;
    readonly bars?: boolean;
    /** One line, or one for each replica of the exporter: there is nothing to tell apart. */
    readonly few?: boolean;
    /** Below 0 makes sense, so the axis does not start there. */
    readonly signed?: boolean;
    /** The axis shows where the data is: positions that have been counting for years. */
    readonly floating?: boolean;
    /** Top of the axis unless values are above it, so that noise does not look like news. */
    readonly atLeastTo?: number;
    /** Signals that are drawn dashed, to be told from the others. */
    readonly dashed?: readonly Signal[];
    /** Names; names and last values; or beside the graph, with values, the largest first. */
    readonly legend?: "list" | "values" | "right";
    /** The largest number of points of each line, where Grafana's own choice would make the query too much work. */
    readonly steps?: number;
    readonly links?: readonly {
        build: () => DashboardLink;
    }[];
}
/** A graph over time. Title, description and unit are those of the first signal. */
export declare function timeSeriesPanel(signals: readonly [Signal, ...Signal[]], look?: TimeSeriesLook): PanelBuilder;
