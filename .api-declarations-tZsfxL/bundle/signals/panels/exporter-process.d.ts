import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** How long each exporter works on a scrape. */
export declare function renderTime(promql: PanelPromql): Signal;
/** How long a scrape takes Prometheus. */
export declare function scrapeTime(promql: PanelPromql): Signal;
/** How many series each exporter serves. */
export declare function servedSeries(promql: PanelPromql): Signal;
/** What the process holds in memory. */
export declare function memory(promql: PanelPromql): readonly Signal[];
/** How late the event loop runs. */
export declare function eventLoopDelay(promql: PanelPromql): readonly Signal[];
/** CPU time that each process takes, in cores. */
export declare function cpuUse(promql: PanelPromql): Signal;
/** Time that each process spends collecting garbage, as a share of the time. */
export declare function garbageCollection(promql: PanelPromql): Signal;
/** File descriptors that each process has open. */
export declare function openFiles(promql: PanelPromql): Signal;
