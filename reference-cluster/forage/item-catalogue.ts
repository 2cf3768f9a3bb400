import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { ClusterLayout } from "../layout";
import { mixU64 } from "../routing/mix-u64";
import type { ShardRouter } from "../routing/shard-router";
import { CentroidLabels } from "./centroid-labels";
import { hashedVector } from "./hashed-vector";
import { COMMON_WORDS, TOPICS } from "./topics";

const TOPIC_NAMES = Object.keys(TOPICS);

/** The items of one region, the most popular first, in columns. */
export interface RegionItems {
  readonly count: number;
  /** Upper and lower halves of their ids. */
  readonly upper: Uint32Array;
  readonly lower: Uint32Array;
  readonly shardIds: Uint16Array;
  /** The number of its label, by what its text is close to. */
  readonly labels: Uint8Array;
  /** The number of what it is really about, which users know and the engine does not. */
  readonly topics: Uint8Array;
  /** Items by the number of their label. */
  readonly byLabel: readonly Uint32Array[];
  readonly labelNames: readonly string[];
}

/** The text of the item with that number, the same at every time: three words of its topic in four. */
export function itemText(number: number): string {
  const mixed = mixU64(BigInt(number) ^ 0x5eed_5eedn);
  const words = TOPICS[TOPIC_NAMES[topicOf(number)] ?? ""] ?? [];
  const pick = (from: readonly string[], at: bigint): string => from[Number((mixed >> at) & 7n)] ?? "";
  return [pick(words, 8n), pick(words, 16n), pick(words, 24n), pick(COMMON_WORDS, 32n)].join(" ");
}

/** Items spread over the u64 space, each in the region that is home to its shard. Regions without any are left out. */
export function itemCatalogue(
  router: ShardRouter,
  { shards }: ClusterLayout,
  itemCount: number,
): ReadonlyMap<RegionId, RegionItems> {
  const found = new Map<RegionId, { number: number; id: bigint; shardId: ShardId }[]>();
  for (let number = 1; number <= itemCount; number += 1) {
    const id = mixU64(BigInt(number));
    const shardId = router.shardOf(id);
    const regionId = shards[shardId]?.regionId ?? 0;
    const items = found.get(regionId);
    if (items === undefined) found.set(regionId, [{ number, id, shardId }]);
    else items.push({ number, id, shardId });
  }
  const examples = Object.entries(TOPICS).map(([label, words]) => ({ label, text: words.join(" ") }));
  const labels = new CentroidLabels(examples);
  return new Map([...found].map(([regionId, items]) => [regionId, columns(items, labels)]));
}

function columns(
  items: readonly { readonly number: number; readonly id: bigint; readonly shardId: ShardId }[],
  labels: CentroidLabels,
): RegionItems {
  const own = Uint8Array.from(items, ({ number }) => labels.nearest(hashedVector(itemText(number))));
  return {
    count: items.length,
    upper: Uint32Array.from(items, ({ id }) => Number(id >> 32n)),
    lower: Uint32Array.from(items, ({ id }) => Number(id & 0xffff_ffffn)),
    shardIds: Uint16Array.from(items, ({ shardId }) => shardId),
    labels: own,
    topics: Uint8Array.from(items, ({ number }) => topicOf(number)),
    byLabel: labels.names.map((_, label) =>
      Uint32Array.from([...own.keys()].filter((item) => own[item] === label)),
    ),
    labelNames: labels.names,
  };
}

function topicOf(number: number): number {
  return Number((mixU64(BigInt(number) ^ 0x5eed_5eedn) >> 40n) % BigInt(TOPIC_NAMES.length));
}
