import type { RegionId } from "./ids";
/** What a replica says it is. Optional in a heartbeat: without it nothing is concluded about leadership. */
export type ReplicaRole = "leader" | "follower";
/** What each kind of field holds, as the domain has it. */
export interface HeartbeatFieldValues {
    readonly u16: number;
    readonly u64: bigint;
    /** Finite, 0 or more. */
    readonly f64: number;
    readonly role: ReplicaRole;
    /** A u64 for each region. */
    readonly u64ByRegion: ReadonlyMap<RegionId, bigint>;
}
/** One field of a heartbeat. */
export interface HeartbeatField {
    /** The key on the wire. */
    readonly wire: string;
    readonly kind: keyof HeartbeatFieldValues;
    /** Whether every heartbeat has it: those of tidalDB's own type. The others are extensions. */
    readonly required: boolean;
    /** What it says and in which unit: the description in the schema and the OpenAPI document. */
    readonly help: string;
}
/**
 * Every field of a heartbeat by its name in the domain, in the order in which it is printed. Types, schema, scanner, draft,
 * columns and views follow from this table: an optional u64 is added here and nowhere else. Of the other kinds the draft keeps
 * each field by its name.
 */
export declare const HEARTBEAT_FIELDS: {
    readonly shardId: {
        readonly wire: "shard_id";
        readonly kind: "u16";
        readonly required: true;
        readonly help: "The shard. Unique only together with region_id.";
    };
    readonly regionId: {
        readonly wire: "region_id";
        readonly kind: "u16";
        readonly required: true;
        readonly help: "The region that this replica of the shard runs in.";
    };
    readonly entityCount: {
        readonly wire: "entity_count";
        readonly kind: "u64";
        readonly required: true;
        readonly help: "Entities in the shard.";
    };
    readonly signalThroughputEps: {
        readonly wire: "signal_throughput_eps";
        readonly kind: "f64";
        readonly required: true;
        readonly help: "Events per second: exponential moving average (alpha = 0.1) of WAL events applied.";
    };
    readonly replicationLag: {
        readonly wire: "replication_lag";
        readonly kind: "u64ByRegion";
        readonly required: true;
        readonly help: "Sequence-number distance to each follower, by the follower's region id.";
    };
    readonly diskBytes: {
        readonly wire: "disk_bytes";
        readonly kind: "u64";
        readonly required: true;
        readonly help: "Bytes in the shard's WAL directory.";
    };
    readonly lastHeartbeatNs: {
        readonly wire: "last_heartbeat_ns";
        readonly kind: "u64";
        readonly required: true;
        readonly help: "Nanoseconds since the Unix epoch on the shard's own clock.";
    };
    readonly role: {
        readonly wire: "role";
        readonly kind: "role";
        readonly required: false;
        readonly help: "Extension: the role that the replica claims.";
    };
    readonly leaderSeqno: {
        readonly wire: "leader_seqno";
        readonly kind: "u64";
        readonly required: false;
        readonly help: "Extension: sequence number of the head of the shard's WAL, written and not merely shipped.";
    };
    readonly replicationLagNs: {
        readonly wire: "replication_lag_ns";
        readonly kind: "u64ByRegion";
        readonly required: false;
        readonly help: "Extension: age in nanoseconds of the oldest event that each follower has not applied, by the follower's region id.";
    };
    readonly signalsTotal: {
        readonly wire: "signals_total";
        readonly kind: "u64";
        readonly required: false;
        readonly help: "Extension: signals applied since the shard exists. A counter.";
    };
    readonly bootId: {
        readonly wire: "boot_id";
        readonly kind: "u64";
        readonly required: false;
        readonly help: "Extension: names the run of the sender's process; another at each start. Compared for equality only.";
    };
    readonly heartbeatSeq: {
        readonly wire: "heartbeat_seq";
        readonly kind: "u64";
        readonly required: false;
        readonly help: "Extension: number of this heartbeat within the boot, one more each time.";
    };
    readonly appliedSeqno: {
        readonly wire: "applied_seqno";
        readonly kind: "u64";
        readonly required: false;
        readonly help: "Extension: sequence number of the last event that a follower has applied; its own position, not the leader's view.";
    };
};
type Fields = typeof HEARTBEAT_FIELDS;
export type HeartbeatFieldName = keyof Fields;
/** The names of the fields of one kind, of those that every heartbeat has or of those that it may have. */
export type NamesOf<Kind extends HeartbeatField["kind"], Required extends boolean = boolean> = {
    [Name in HeartbeatFieldName]: Fields[Name] extends {
        kind: Kind;
        required: Required;
    } ? Name : never;
}[HeartbeatFieldName];
/** What a field holds. */
export type HeartbeatFieldValue<Name extends HeartbeatFieldName> = HeartbeatFieldValues[Fields[Name]["kind"]];
/** The fields with their names, in the order of {@link HEARTBEAT_FIELDS}; a field's place here is its number. */
export declare const HEARTBEAT_FIELD_LIST: {
    wire: string;
    kind: keyof HeartbeatFieldValues;
    required: boolean;
    help: string;
    name: "shardId" | "role" | "regionId" | "entityCount" | "signalThroughputEps" | "replicationLag" | "diskBytes" | "lastHeartbeatNs" | "leaderSeqno" | "replicationLagNs" | "signalsTotal" | "bootId" | "heartbeatSeq" | "appliedSeqno";
}[];
/** The u64s that a heartbeat may have, each with the value that `valueOf` gives it: for who fills in everything there is. */
export declare function optionalU64s(valueOf: (name: NamesOf<"u64", false>) => bigint): OptionalU64s;
type OptionalU64s = Readonly<Record<NamesOf<"u64", false>, bigint>>;
export {};
