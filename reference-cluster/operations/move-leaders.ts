import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { MoveSettings } from "../cluster/home-mover";
import type { OperationParts } from "./operation";
import { whyNotServing } from "./why-not-serving";

/** The old leader knows that it does not lead any more: nobody has to be told twice. */
const MOVE: MoveSettings = { catchUpMs: 5_000, drainMs: 0, loseNothing: true };

/**
 * Moves whatever a node leads to other nodes that serve, to the one that leads least. No signal is lost: a move for which the new
 * leader is too late is called off.
 *
 * @param goesOn - asked before each move.
 * @returns what is missing; undefined when the node leads nothing.
 */
export async function leadersOutOf(
  { cluster, scheduler }: OperationParts,
  regionId: RegionId,
  goesOn: () => boolean,
): Promise<string | undefined> {
  const led = cluster.leaderships.all().filter((leadership) => leadership.regionId === regionId);
  for (const { shardId } of led) {
    if (!goesOn()) return "nothing any more";
    const successors = cluster.layout.regions
      .map((region) => region.regionId)
      .filter(
        (other) => other !== regionId && whyNotServing(cluster, other, scheduler.monotonicMs()) === undefined,
      );
    const leads = (other: RegionId): number =>
      cluster.leaderships.all().filter((leadership) => leadership.regionId === other).length;
    const [successor] = successors.sort((a, b) => leads(a) - leads(b) || a - b);
    if (successor === undefined) return `a node that shard ${shardId} can be led from`;
    const moved = await cluster.homes.move(shardId, successor, MOVE);
    if (!moved.moved) return moved.message;
  }
  return undefined;
}

/**
 * Moves shards to a node.
 *
 * @param goesOn - asked before each move.
 * @returns what is missing; undefined when the node leads all of them.
 */
export async function leadersBack(
  { cluster }: OperationParts,
  regionId: RegionId,
  shardIds: readonly ShardId[],
  goesOn: () => boolean,
): Promise<string | undefined> {
  for (const shardId of shardIds) {
    if (!goesOn()) return "nothing any more";
    if (cluster.homeOf(shardId) === regionId) continue;
    const moved = await cluster.homes.move(shardId, regionId, MOVE);
    if (!moved.moved) return moved.message;
  }
  return undefined;
}
