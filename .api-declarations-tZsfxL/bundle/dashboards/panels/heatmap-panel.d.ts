import { PanelBuilder } from "@grafana/grafana-foundation-sdk/heatmap";
import type { Signal } from "../../signals/signal";
/** How many things have which value, over time. The signal has cumulative buckets by `le`, as a histogram has. */
export declare function heatmapPanel(signal: Signal, counted: string): PanelBuilder;
