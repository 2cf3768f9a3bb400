import type { HeartbeatResult } from "./terms/cluster-snapshot";
import type { FieldProblem } from "./terms/field-problem";
/** What became of a heartbeat; a rejected one says which field, and what was expected. */
export type HeartbeatOutcome = {
    readonly result: Exclude<HeartbeatResult, "rejected">;
} | ({
    readonly result: "rejected";
} & FieldProblem);
