import type { Reason } from "./cluster-health";
import type { RegionId, ShardId, TenantId } from "./ids";

/**
 * Every kind of event, and what it means: the list that interfaces and documents follow. A kind is added by its line here and
 * by what records it.
 */
export const EVENT_KINDS = {
  exporter_started: "The exporter began to serve; how the one before it ended is in the title.",
  exporter_stopped: "The exporter was asked to stop, and stopped in order.",
  exporter_stalled:
    "The exporter's process stood still; what waited meanwhile was taken in before anything was judged.",
  config_reloaded: "The configuration was read again, and holds.",
  config_refused: "The configuration was read again, is wrong, and changed nothing.",
  region_changed: "A region went from one state to another.",
  incident_began: "Something broke.",
  incident_changed: "An incident became another cause; its subject is the same.",
  incident_resumed: "An incident that was there before the exporter started was found again.",
  incident_ended: "An incident is over.",
  shard_assigned: "A shard was added to the topology, or moved to another home.",
  shard_removed: "A shard was removed from the cluster.",
  region_removed: "A region was removed from the cluster.",
  topology_replaced: "Many shards were added, moved or removed at once.",
  tenant_added: "A tenant was registered.",
  tenant_changed: "A registered tenant got other limits or regions.",
  tenant_removed: "A tenant was removed.",
  tenants_replaced: "Many tenants were added, changed or removed at once.",
  maintenance_announced: "Planned work was announced; who does it, and why, is in the title.",
  maintenance_ended: "Planned work was said to be over.",
  maintenance_lapsed: "Planned work lapsed by itself: its lease was not renewed, or its time was over.",
  events_omitted: "More events of some kinds came at once than are kept; how many is in the counts.",
} as const satisfies Readonly<Record<string, string>>;

/** The kind of an event. */
export type EventKind = keyof typeof EVENT_KINDS;

/** The kinds in their order. */
export const EVENT_KIND_NAMES = Object.keys(EVENT_KINDS) as readonly EventKind[];

/** What an event says beside its kind, its time and its title; what does not fit its kind is left out. */
export interface EventParts {
  /** The region that it is about; of a link the one of the lower id. */
  readonly regionId?: RegionId | undefined;
  /** What the region was called then. */
  readonly regionName?: string | undefined;
  /** The other region that it is about, as in `Incident`. */
  readonly peerId?: RegionId | undefined;
  readonly peerName?: string | undefined;
  readonly shardId?: ShardId | undefined;
  /** The name of the source that it is about. */
  readonly source?: string | undefined;
  readonly tenantId?: TenantId | undefined;
  /** `Incident.id`; the same in all events of one incident. */
  readonly incidentId?: string | undefined;
  readonly cause?: string | undefined;
  readonly previousCause?: string | undefined;
  /** The regions whose state the incident explains; the first of very many. */
  readonly affectedRegionIds?: readonly RegionId[] | undefined;
  /** What it was and what it is: a state, or the number of a home region. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The first of the evidence. */
  readonly reasons?: readonly Reason[] | undefined;
  /** How much evidence there is in all. */
  readonly reasonCount?: number | undefined;
  /** Nanoseconds since the epoch, our clock: when what it tells of began, where that is not when it was found. */
  readonly startedNs?: bigint | undefined;
  /** How long it lasted. */
  readonly durationSeconds?: number | undefined;
  /** How many of what, by name. */
  readonly counts?: ReadonlyMap<string, number> | undefined;
}

/** Something that happened, before it has a place in the history. */
export interface EventDraft extends EventParts {
  readonly kind: EventKind;
  /** Nanoseconds since the epoch, our clock. */
  readonly atNs: bigint;
  /** What happened, in one line. */
  readonly title: string;
}

/** Something that happened to the cluster or to what watches it. */
export interface ClusterEvent extends Omit<EventDraft, "kind"> {
  /** Grows with every event, also from one process to the next; a safe integer. */
  readonly id: number;
  /** One of {@link EVENT_KINDS}, or one that another version of this program knows. */
  readonly kind: string;
}
