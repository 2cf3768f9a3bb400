import type { Sample } from "../terms/metric";

/** What the lines before a family's samples are made from. A {@link Metric} is one. */
export interface FamilyHeader {
  /** The full name; a counter's ends in `_total`. */
  readonly name: string;
  readonly type: "gauge" | "counter" | "histogram";
  readonly unit?: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** A sample as it is written. */
export type FamilySample = Sample;

/** A family and its samples, ready to be written. */
export interface Family {
  readonly header: FamilyHeader;
  readonly samples: Iterable<FamilySample>;
}
