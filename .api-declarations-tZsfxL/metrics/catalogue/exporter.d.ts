import type { ClusterTotalsMetric, TotalsMetric } from "../terms/metric";
/** What the control plane knows of its own work; it has these wherever it is embedded. */
export declare const CONTROL_PLANE_METRICS: readonly ClusterTotalsMetric[];
/** What only the exporter as a program has: its build, its configuration, its last render. */
export declare const PROGRAM_METRICS: readonly TotalsMetric[];
