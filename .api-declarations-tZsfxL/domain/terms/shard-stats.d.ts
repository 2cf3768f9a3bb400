import type { HeartbeatField, HeartbeatFieldValue, NamesOf } from "./heartbeat-fields";
import type { FieldProblem } from "./field-problem";
type AnyKind = HeartbeatField["kind"];
type RequiredFields = {
    readonly [Name in NamesOf<AnyKind, true>]: HeartbeatFieldValue<Name>;
};
type OptionalFields = {
    readonly [Name in NamesOf<AnyKind, false>]?: HeartbeatFieldValue<Name>;
};
/**
 * One heartbeat: what a replica of a shard says about itself. tidalDB's `ShardStats`, with the optional extensions. What each
 * field says is in `HEARTBEAT_FIELDS`.
 */
export interface ShardStats extends RequiredFields, OptionalFields {
}
/**
 * The first field of a heartbeat that its Rust type could not hold, or undefined. Types alone do not keep out NaN,
 * negative counts and ids past 16 bits, and an embedding application hands its values in without passing the wire.
 */
export declare function shardStatsProblem(stats: ShardStats): FieldProblem | undefined;
export {};
