import type { FieldProblem } from "../domain/terms/field-problem";
import type { StoredState } from "./store";
/**
 * The first thing in a state that would make it unloadable or ambiguous, or undefined: a value that its type cannot
 * hold, a shard with two homes, a tenant registered twice, a thing that left twice. `field` is the path in the wire's spelling, such as
 * `topology.shards.3.region_id`.
 */
export declare function storedStateProblem(state: StoredState): FieldProblem | undefined;
