import type { DashboardLink, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import type { Signal } from "../../signals/signal";
/** States over time, one row for each series. A gap means that there were no data. */
export declare function stateTimelinePanel(signal: Signal, mappings: ValueMapping[], links?: readonly {
    build: () => DashboardLink;
}[]): PanelBuilder;
