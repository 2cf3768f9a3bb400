/** What a signal's value counts in; panels and documents turn it into their own way of writing units. */
export type SignalUnit =
  | "seconds"
  | "timestamp_seconds"
  | "bytes"
  | "bytes_per_second"
  | "seqnos"
  | "seqnos_per_second"
  | "signals_per_second"
  | "per_second"
  | "per_minute"
  | "share"
  | "factor"
  | "state"
  | "count";

/** One question to Prometheus: each expression of panels, alerts and recording rules is written down once, as one of these. */
export interface Signal {
  /** In camelCase, unique within the bundle. */
  readonly name: string;
  /** PromQL, without comments; may have several lines. */
  readonly expr: string;
  readonly unit: SignalUnit;
  /** A few words, capitalised, without a full stop. */
  readonly title: string;
  /** What the value means and what it is made from, in sentences. */
  readonly description: string;
  /** How one series is called in a legend, in Grafana's template language. */
  readonly legend?: string;
}
