import type { ShardAssignment } from "../../domain/membership/topology";
import type { RegionId, ShardId } from "../../domain/terms/ids";
import type { Screen } from "../terminal/style";
import { table } from "../terminal/table";

/** Regions that are shown; there may be as many as shards. */
const MOST_REGIONS = 100;

/** Runs of shards that are written out of one region: the line is cut at the screen's edge anyway. */
const MOST_RUNS = 40;

/** Which shards are at home where, a line for each region. */
export function topologyText(
  shards: readonly ShardAssignment[],
  nameOf: (regionId: RegionId) => string,
  screen: Screen,
): string {
  if (shards.length === 0) return "The topology names no shard.\n";
  const homes = new Map<RegionId, ShardId[]>();
  for (const { shardId, regionId } of shards) {
    const home = homes.get(regionId);
    if (home) home.push(shardId);
    else homes.set(regionId, [shardId]);
  }
  const regions = [...homes].sort(([a], [b]) => a - b);
  const rows = regions
    .slice(0, MOST_REGIONS)
    .map(([regionId, ids]) => [nameOf(regionId), String(regionId), String(ids.length), runsOf(ids)]);
  const more = regions.length - rows.length;
  const rest = more > 0 ? `and ${more} more regions (--json has all)\n` : "";
  return table(["REGION", "NUMBER", "SHARDS", "WHICH"], rows, screen) + rest;
}

/** Ascending numbers with runs put together: `0-4, 7`. */
function runsOf(ids: readonly ShardId[]): string {
  const runs: [ShardId, ShardId][] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last?.[1] === id - 1) last[1] = id;
    else if (runs.length === MOST_RUNS) return `${runs.map(printed).join(", ")}, ...`;
    else runs.push([id, id]);
  }
  return runs.map(printed).join(", ");
}

function printed([first, last]: readonly [ShardId, ShardId]): string {
  return first === last ? String(first) : `${first}-${last}`;
}
