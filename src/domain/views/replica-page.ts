import { nthLowest } from "../columns/nth-lowest";
import type { ReplicaSnapshot, ReplicaState } from "../terms/cluster-snapshot";
import type { RegionId, ShardId } from "../terms/ids";
import type { Listing } from "../terms/listing";
import { RecordedReplicas } from "./recorded-replicas";
import { replicaFigures } from "./replica-figures";
import type { ReplicaFigure } from "./replica-figures";

/** Which replicas, in which order. What is left out does not matter. */
export interface ReplicaQuery {
  readonly state?: ReplicaState | undefined;
  readonly regionId?: RegionId | undefined;
  readonly shardId?: ShardId | undefined;
  readonly sortBy: ReplicaFigure;
  /** Highest first. Those without the figure come last either way. */
  readonly isDescending: boolean;
  /** How many come before the first that is wanted. */
  readonly offset: number;
  readonly limit: number;
}

/** Some of the replicas that a query finds. */
export interface ReplicaPage {
  /** How many it finds in all. */
  readonly found: number;
  readonly replicas: readonly ReplicaSnapshot[];
}

/** The replicas of a listing that a query asks for; those with the same figure in the order of the listing. In steps. */
export function* replicaPage(
  replicas: Listing<ReplicaSnapshot>,
  query: ReplicaQuery,
): Generator<undefined, ReplicaPage> {
  const matching = narrowed(replicas, query);
  const end = Math.min(matching.length, query.offset + query.limit);
  if (query.offset >= end) return { found: matching.length, replicas: [] };
  yield;
  const keys = yield* sortKeys(matching, query);
  yield;
  const chosen = yield* placesBetween(keys, query.offset, end);
  return { found: matching.length, replicas: chosen.flatMap((place) => matching.at(place) ?? []) };
}

function narrowed(
  replicas: Listing<ReplicaSnapshot>,
  { state, regionId, shardId }: ReplicaQuery,
): Listing<ReplicaSnapshot> {
  if (replicas instanceof RecordedReplicas) {
    let recorded = replicas;
    if (shardId !== undefined) recorded = recorded.ofShard(shardId);
    if (regionId !== undefined) recorded = recorded.inRegion(regionId);
    return state === undefined ? recorded : recorded.inState(state);
  }
  return Array.from(replicas).filter(
    (replica) =>
      (state === undefined || replica.state === state) &&
      (regionId === undefined || replica.regionId === regionId) &&
      (shardId === undefined || replica.shardId === shardId),
  );
}

/** Ascending in the order that is wanted. */
function* sortKeys(
  replicas: Listing<ReplicaSnapshot>,
  { sortBy, isDescending }: ReplicaQuery,
): Generator<undefined, Float64Array<ArrayBuffer>> {
  const keys = yield* replicaFigures(replicas, sortBy);
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place]!;
    keys[place] = Number.isNaN(key) ? Infinity : isDescending ? -key : key;
  }
  return keys;
}

/**
 * The places of the keys that stand from `offset` to before `end` once they are in order. Only the two keys at the ends are looked for:
 * putting all 65,536 in order takes five times as long.
 */
function* placesBetween(
  keys: Float64Array<ArrayBuffer>,
  offset: number,
  end: number,
): Generator<undefined, readonly number[]> {
  const shuffled = keys.slice();
  const low = nthLowest(shuffled, offset);
  yield;
  const high = nthLowest(shuffled, end - 1);
  yield;
  let belowLow = 0;
  let belowHigh = 0;
  for (const key of keys) {
    if (key < low) belowLow += 1;
    if (key < high) belowHigh += 1;
  }
  let lowToSkip = offset - belowLow;
  let highToTake = end - Math.max(offset, belowHigh);
  const places: number[] = [];
  yield;
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place]!;
    if (key < low || key > high) continue;
    if (key === low && lowToSkip > 0) {
      lowToSkip -= 1;
      continue;
    }
    if (key === high) {
      if (highToTake === 0) continue;
      highToTake -= 1;
    }
    places.push(place);
  }
  return places.sort((a, b) => keys[a]! - keys[b]! || a - b);
}
