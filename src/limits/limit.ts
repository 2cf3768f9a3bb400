/** What a limit may be set to. A size is in bytes; a duration's default is written as in the file, and a day is the most. */
export type LimitValue =
  | {
      readonly kind: "count" | "size";
      /** Both included. */
      readonly atLeast: number;
      readonly atMost: number;
      readonly default: number;
    }
  | { readonly kind: "duration"; readonly default: string };

/** One limit: all that is said about it anywhere. */
export interface Limit {
  /** What is limited, as a noun. */
  readonly what: string;
  /** The key of the configuration file, or the flag, that sets it. */
  readonly setting: string;
  /** What it bounds: a connection, one request, the requests of an address within a window, or the cluster's size. */
  readonly of: "connection" | "request" | "window" | "cluster";
  /** What the program's own code calls its value. Durations are in milliseconds there. */
  readonly property: string;
  readonly value: LimitValue;
  /** Whether a change needs a restart. */
  readonly needsRestart?: true;
  /** What the reference says about the key; a flag has a text of its own. */
  readonly meaning?: string;
  /** The status of the answer; undefined where there is none, because the connection is closed or the answer is a report. */
  readonly status: number | undefined;
  /** What a client gets that goes beyond it. */
  readonly outcome: string;
}
