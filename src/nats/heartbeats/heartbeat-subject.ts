import { isU16 } from "../../domain/terms/ids";
import type { RegionId, ShardId } from "../../domain/terms/ids";

/** Of which replicas the heartbeats under a subject may be; what is left out is not narrowed. */
export interface SubjectArea {
  readonly regionId?: RegionId;
  readonly shardId?: ShardId;
}

/** In the place of a region or a shard: heartbeats of any. Who may publish there is for NATS' permissions to say. */
const ANY = "all";

/** What stands before regions and shards, so that clusters do not hear each other. */
function prefixOf(clusterName: string): string {
  return `tidaldb.${subjectToken(clusterName)}.heartbeat`;
}

/** The subject of heartbeats of one replica; of any shard or region where they are left out. */
export function heartbeatSubject(clusterName: string, { regionId, shardId }: SubjectArea = {}): string {
  return `${prefixOf(clusterName)}.${regionId ?? ANY}.${shardId ?? ANY}`;
}

/** What a control plane subscribes to. */
export function allHeartbeatSubjects(clusterName: string): string {
  return `${prefixOf(clusterName)}.*.*`;
}

/** What the last two parts of a subject say; undefined when they are no region and shard. */
export function subjectArea(subject: string): SubjectArea | undefined {
  const [region = "", shard = ""] = subject.split(".").slice(-2);
  const regionId = idOf(region);
  const shardId = idOf(shard);
  if (regionId === undefined || shardId === undefined) return undefined;
  return { ...(regionId !== ANY && { regionId }), ...(shardId !== ANY && { shardId }) };
}

function idOf(token: string): number | typeof ANY | undefined {
  if (token === ANY) return ANY;
  const id = /^(0|[1-9]\d{0,4})$/.test(token) ? Number(token) : undefined;
  return isU16(id) ? id : undefined;
}

/**
 * A name as one part of a subject: letters, digits, `-` and `_` stay, every other byte of its UTF-8 becomes `=` and two
 * digits. Two names never share a subject.
 */
function subjectToken(name: string): string {
  return Array.from(Buffer.from(name), (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w-]/.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}
