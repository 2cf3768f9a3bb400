/** One colour for one meaning, on every dashboard. Names are those of Grafana's palette; the last has none there. */
export declare const COLOURS: {
    readonly healthy: "green";
    readonly degraded: "orange";
    readonly offline: "red";
    /** Not known, not yet heard, no longer of interest: nothing to act on by itself. */
    readonly unknown: "#7d8ca3";
    /** Values that are neither good nor bad: counts, sizes, rates. */
    readonly neutral: "blue";
};
/** A colour by what it means. */
export type Colour = keyof typeof COLOURS;
/** For lines that are neither good nor bad and have to be told apart. */
export declare const LINE_COLOURS: readonly ["blue", "purple", "super-light-blue"];
/** Which meaning the values of state-like labels have: states of regions and replicas, and what becomes of heartbeats. */
export declare const LABEL_COLOURS: Readonly<Record<string, Colour>>;
