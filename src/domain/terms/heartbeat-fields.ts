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
  /** Sent only where both sides of a partition take writes: plans of capacity leave it out. */
  readonly ofReconciliation?: true;
}

/**
 * Every field of a heartbeat by its name in the domain, in the order in which it is printed. Types, schema, scanner, draft,
 * columns and views follow from this table: an optional u64 is added here and nowhere else. Of the other kinds the draft keeps
 * each field by its name.
 */
export const HEARTBEAT_FIELDS = {
  shardId: {
    wire: "shard_id",
    kind: "u16",
    required: true,
    help: "The shard. Unique only together with region_id.",
  },
  regionId: {
    wire: "region_id",
    kind: "u16",
    required: true,
    help: "The region that this replica of the shard runs in.",
  },
  entityCount: { wire: "entity_count", kind: "u64", required: true, help: "Entities in the shard." },
  signalThroughputEps: {
    wire: "signal_throughput_eps",
    kind: "f64",
    required: true,
    help: "Events per second: exponential moving average (alpha = 0.1) of WAL events applied.",
  },
  replicationLag: {
    wire: "replication_lag",
    kind: "u64ByRegion",
    required: true,
    help: "Sequence-number distance to each follower, by the follower's region id.",
  },
  diskBytes: { wire: "disk_bytes", kind: "u64", required: true, help: "Bytes in the shard's WAL directory." },
  lastHeartbeatNs: {
    wire: "last_heartbeat_ns",
    kind: "u64",
    required: true,
    help: "Nanoseconds since the Unix epoch on the shard's own clock.",
  },
  role: { wire: "role", kind: "role", required: false, help: "Extension: the role that the replica claims." },
  leaderSeqno: {
    wire: "leader_seqno",
    kind: "u64",
    required: false,
    help: "Extension: sequence number of the head of the shard's WAL, written and not merely shipped.",
  },
  replicationLagNs: {
    wire: "replication_lag_ns",
    kind: "u64ByRegion",
    required: false,
    help: "Extension: age in nanoseconds of the oldest event that each follower has not applied, by the follower's region id.",
  },
  signalsTotal: {
    wire: "signals_total",
    kind: "u64",
    required: false,
    help: "Extension: signals applied since the shard exists. A counter.",
  },
  bootId: {
    wire: "boot_id",
    kind: "u64",
    required: false,
    help: "Extension: names the run of the sender's process; another at each start. Compared for equality only.",
  },
  heartbeatSeq: {
    wire: "heartbeat_seq",
    kind: "u64",
    required: false,
    help: "Extension: number of this heartbeat within the boot, one more each time.",
  },
  appliedSeqno: {
    wire: "applied_seqno",
    kind: "u64",
    required: false,
    help: "Extension: sequence number of the last event that a follower has applied; its own position, not the leader's view.",
  },
  divergedSignals: {
    wire: "diverged_signals",
    kind: "u64",
    required: false,
    ofReconciliation: true,
    help: "Extension: signals that the replica has outside the shard's WAL and that another replica may lack; 0 when all are equal.",
  },
  lastReconciledNs: {
    wire: "last_reconciled_ns",
    kind: "u64",
    required: false,
    ofReconciliation: true,
    help: "Extension: when a reconciliation last brought the replica something, in nanoseconds since the Unix epoch on its own clock.",
  },
  conflictsResolvedTotal: {
    wire: "conflicts_resolved_total",
    kind: "u64",
    required: false,
    ofReconciliation: true,
    help: "Extension: conflicts that reconciliation has resolved on the replica since it started. A counter.",
  },
} as const satisfies Readonly<Record<string, HeartbeatField>>;

type Fields = typeof HEARTBEAT_FIELDS;

export type HeartbeatFieldName = keyof Fields;

/** The names of the fields of one kind, of those that every heartbeat has or of those that it may have. */
export type NamesOf<Kind extends HeartbeatField["kind"], Required extends boolean = boolean> = {
  [Name in HeartbeatFieldName]: Fields[Name] extends { kind: Kind; required: Required } ? Name : never;
}[HeartbeatFieldName];

/** What a field holds. */
export type HeartbeatFieldValue<Name extends HeartbeatFieldName> = HeartbeatFieldValues[Fields[Name]["kind"]];

/** The fields with their names, in the order of {@link HEARTBEAT_FIELDS}; a field's place here is its number. */
export const HEARTBEAT_FIELD_LIST = (
  Object.entries(HEARTBEAT_FIELDS) as readonly (readonly [HeartbeatFieldName, HeartbeatField])[]
).map(([name, field]) => ({ name, ...field }));

/** The u64s that a heartbeat may have, each with the value that `valueOf` gives it: for who fills in everything there is. */
export function optionalU64s(valueOf: (name: NamesOf<"u64", false>) => bigint): OptionalU64s {
  const optional = HEARTBEAT_FIELD_LIST.filter(({ kind, required }) => kind === "u64" && !required);
  const names = optional.map(({ name }) => name as NamesOf<"u64", false>);
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as OptionalU64s;
}

/** Those of {@link optionalU64s} that a cluster sends whose shards have one writer each. */
export function usualU64s(valueOf: (name: NamesOf<"u64", false>) => bigint): UsualU64s {
  const rare = HEARTBEAT_FIELD_LIST.filter((field: HeartbeatField) => field.ofReconciliation === true);
  const names = new Set<string>(rare.map(({ name }) => name));
  const usual = Object.entries(optionalU64s(valueOf)).filter(([name]) => !names.has(name));
  return Object.fromEntries(usual) as UsualU64s;
}

type NameOfReconciliation = {
  [Name in HeartbeatFieldName]: Fields[Name] extends { ofReconciliation: true } ? Name : never;
}[HeartbeatFieldName];

type UsualU64s = Omit<OptionalU64s, NameOfReconciliation>;

type OptionalU64s = Readonly<Record<NamesOf<"u64", false>, bigint>>;
