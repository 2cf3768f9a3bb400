import type { RegionId } from "../../domain/terms/ids";
import type { Incident } from "../../domain/terms/incident";
import { formatCount } from "./format";

/** Regions in a sentence; nobody reads a longer list in the middle of an outage. */
const MAX_REGIONS = 8;

/** How bad an incident is, in words: the regions that it affects, the shards, what is on them. What is nothing is left out. */
export function impactSentence(
  { affectedRegionIds, impact }: Incident,
  nameOf: (regionId: RegionId) => string,
): string {
  const { shards, shardsWithoutLeader, criticalShards, entities, tenants } = impact;
  const regions = affectedRegionIds.slice(0, MAX_REGIONS).map(nameOf);
  const more = affectedRegionIds.length - regions.length;
  const among = [
    shardsWithoutLeader > 0
      ? `${formatCount(shardsWithoutLeader)} without a leader (writes to them fail)`
      : "",
    criticalShards > 0 ? `${formatCount(criticalShards)} critical (the next failure may lose data)` : "",
  ].filter((part) => part !== "");
  const contents = [
    entities > 0n ? counted(entities, "entity", "entities") : "",
    tenants > 0 ? counted(tenants, "tenant", "tenants") : "",
  ].filter((part) => part !== "");
  const sentences = [
    regions.length > 0
      ? `Affects ${regions.join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}`
      : "",
    shards > 0
      ? `${counted(shards, "shard", "shards")}${among.length > 0 ? `: ${among.join(", ")}` : ""}`
      : "",
    contents.join(" of "),
  ];
  return sentences
    .filter((sentence) => sentence !== "")
    .map((sentence) => `${sentence}.`)
    .join(" ");
}

function counted(count: number | bigint, one: string, many: string): string {
  return `${formatCount(count)} ${BigInt(count) === 1n ? one : many}`;
}
