import type { RecordingRule } from "./recording-rule";
import type { RuleOptions } from "./rule-options";
/**
 * Series that the alerts about incidents read, in the order in which they read each other: whether anybody sees the cluster,
 * then what is in trouble, the widest first. The time that such an alert waits is the age of its incidents here.
 */
export declare function incidentRecords(options: RuleOptions): readonly RecordingRule[];
