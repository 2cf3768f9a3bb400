import type { IncidentCause, IncidentImpact } from "../terms/incident";
import type { ShardId } from "../terms/ids";

/** What a title is made of. */
export interface TitleParts {
  readonly cause: IncidentCause;
  /** Names; empty where the subject has no such part. */
  readonly region: string;
  readonly peer: string;
  readonly shardId: ShardId | undefined;
  readonly source?: string | undefined;
  /** Names of the regions of which nothing is heard. */
  readonly silent: readonly string[];
  readonly impact: IncidentImpact;
}

const NAMES_IN_A_TITLE = 3;

/** Cause, subject and size in one line. */
export function incidentTitle(parts: TitleParts): string {
  const sizes = sizesOf(parts);
  return sizes.length === 0 ? subjectOf(parts) : `${subjectOf(parts)}: ${sizes.join(", ")}`;
}

function subjectOf({ cause, region, peer, shardId, source, silent }: TitleParts): string {
  const shard = `shard ${String(shardId)}`;
  switch (cause) {
    case "nothing_heard":
      return `nothing heard from ${listed(silent)}`;
    case "source_unreachable":
      return `source ${source} unreachable`;
    case "source_stalled":
      return `source ${source} stands still`;
    case "region_silent":
      return `${region} silent`;
    case "region_isolated":
      return `${region} cut off from its peers`;
    case "region_behind":
      return peer === "" ? `${region} behind` : `${region} behind ${peer}`;
    case "region_not_shipping":
      return `${region} not shipping`;
    case "link":
      return `link ${region} - ${peer} broken`;
    case "replica_silent":
      return `${shard} in ${region} silent`;
    case "replica_unstable":
      return `${shard} in ${region} unstable`;
    case "shard_behind":
      return peer === "" ? `${shard} in ${region} not shipping` : `${shard} in ${region} behind ${peer}`;
    case "leader_conflict":
      return `${shard} has two leaders`;
    case "no_leader":
      return `${shard} has no leader`;
  }
}

function sizesOf({ cause, impact }: TitleParts): readonly string[] {
  const { silentReplicas, laggingFollowers, shardsWithoutLeader, criticalShards } = impact;
  if (cause === "leader_conflict") return [];
  if (cause === "no_leader")
    return silentReplicas > 0 ? [`${counted(silentReplicas, "replica")} silent`] : [];
  if (cause === "source_unreachable" || cause === "source_stalled")
    return silentReplicas > 0 ? [`${counted(silentReplicas, "replica")} unseen`] : [];
  const isNarrow = cause === "replica_silent" || cause === "replica_unstable" || cause === "shard_behind";
  const sizes: string[] = [];
  if (silentReplicas > 0 && !isNarrow) sizes.push(counted(silentReplicas, "replica"));
  else if (laggingFollowers > 1) sizes.push(`${laggingFollowers} followers lag`);
  if (shardsWithoutLeader > 0) {
    sizes.push(isNarrow ? "no leader" : `${counted(shardsWithoutLeader, "shard")} without a leader`);
  } else if (criticalShards > 0) sizes.push(isNarrow ? "critical" : `${criticalShards} critical`);
  return sizes;
}

function listed(names: readonly string[]): string {
  if (names.length <= NAMES_IN_A_TITLE) return names.join(", ");
  return `${names.slice(0, NAMES_IN_A_TITLE - 1).join(", ")} and ${names.length - NAMES_IN_A_TITLE + 1} more`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
