import type { SignalUnit } from "../../signals/signal";

/** The unit of Grafana in which a signal's values are written. Points in time become "3 minutes ago". */
export const GRAFANA_UNITS: Readonly<Record<SignalUnit, string>> = {
  seconds: "s",
  timestamp_seconds: "dateTimeFromNow",
  bytes: "bytes",
  bytes_per_second: "binBps",
  seqnos: "short",
  seqnos_per_second: "cps",
  signals_per_second: "eps",
  per_second: "cps",
  per_minute: "cpm",
  share: "percentunit",
  factor: "none",
  state: "none",
  count: "short",
};
