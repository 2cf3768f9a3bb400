import type { SignalUnit } from "../../signals/signal";
/** The unit of Grafana in which a signal's values are written. Points in time become "3 minutes ago". */
export declare const GRAFANA_UNITS: Readonly<Record<SignalUnit, string>>;
