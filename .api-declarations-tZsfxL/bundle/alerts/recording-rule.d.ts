import type { Signal } from "../signals/signal";
import type { Promql } from "../promql/promql";
/** A series that Prometheus computes and keeps. */
export interface RecordingRule {
    /** `level:metric:operation`: the labels it is grouped by beside the scope, what it is made from, and how. */
    readonly name: string;
    readonly signal: Signal;
}
/** Series that are read over long times, or by many panels at once, and that a new pod of the exporter continues. */
export declare function recordingRules(promql: Promql): readonly RecordingRule[];
