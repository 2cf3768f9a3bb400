import type { IncidentCause } from "../../terms/incident";
import type { RegionId, ShardId } from "../../terms/ids";

/** One fault as the evidence of one moment has it. Times are lived milliseconds. */
export interface Fault {
  /** Of its subject, see `Incident.id`. */
  readonly id: string;
  readonly cause: IncidentCause;
  readonly regionId?: RegionId;
  readonly peerId?: RegionId;
  readonly shardId?: ShardId;
  readonly source?: string;
  /** Whether the evidence alone says so; else it is what is left of a fault that was found before. */
  readonly isPlain: boolean;
  /** When what it explains began: to be asked for at the look that found the fault. */
  readonly startMs: number;
}

/** The id of an incident whose subject is the cluster. */
export const CLUSTER_ID = "cluster";

/** The id of an incident whose subject is a region. */
export function regionFaultId(regionId: RegionId): string {
  return `region:${regionId}`;
}

/** The id of an incident whose subject is what is between two regions, in either order. */
export function linkFaultId(a: RegionId, b: RegionId): string {
  return `link:${Math.min(a, b)}-${Math.max(a, b)}`;
}

/** The id of an incident whose subject is a source. */
export function sourceFaultId(name: string): string {
  return `source:${name}`;
}

/** The id of an incident whose subject is one replica. */
export function replicaFaultId(shardId: ShardId, regionId: RegionId): string {
  return `replica:${shardId}-${regionId}`;
}

/** The id of an incident whose subject is a shard as a whole. */
export function shardFaultId(shardId: ShardId): string {
  return `shard:${shardId}`;
}
