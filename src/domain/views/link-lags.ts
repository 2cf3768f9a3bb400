import type { ReplicaSnapshot } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import type { Listing } from "../terms/listing";
import { roundedLagSeconds } from "../lag/lag-seconds";
import { OFFLINE } from "../terms/replica-health";
import { RecordedReplicas } from "./recorded-replicas";

/** How far one region trails what is led in another. */
export interface LinkLag {
  readonly leaderId: RegionId;
  readonly followerId: RegionId;
  /** Of the follower that trails most; rounded to whole microseconds. */
  readonly lagSeconds: number;
  /** Followers of single shards that this is the worst of. */
  readonly followers: number;
}

type Link = { -readonly [K in keyof LinkLag]: LinkLag[K] };

/** More than any region's id. */
const REGIONS = 65_536;

/** Links that are found without a look into the map, by the low bits of their two regions: most clusters have fewer. */
const NEAR_BITS = 5;
const NEAR_MASK = (1 << NEAR_BITS) - 1;

/**
 * The worst lag between each two regions, as told by replicas that are not Offline; by leader, then follower. Takes a look at every
 * follower, in steps.
 *
 * @param maxLinks - what comes after so many links is left out.
 */
export function* linkLags(
  replicas: Listing<ReplicaSnapshot>,
  maxLinks: number,
): Generator<undefined, readonly LinkLag[]> {
  const links = new Map<number, Link>();
  const near: (Link | undefined)[] = Array.from({ length: 1 << (2 * NEAR_BITS) }, () => undefined);
  const linkOf = (leaderId: RegionId, followerId: RegionId): Link | undefined => {
    const key = leaderId * REGIONS + followerId;
    const known = links.get(key);
    if (known !== undefined || links.size >= maxLinks) return known;
    const link = { leaderId, followerId, lagSeconds: 0, followers: 0 };
    links.set(key, link);
    return link;
  };
  const add = (leaderId: RegionId, followerId: RegionId, lagSeconds: number): void => {
    const place = ((leaderId & NEAR_MASK) << NEAR_BITS) | (followerId & NEAR_MASK);
    let link = near[place];
    if (link?.leaderId !== leaderId || link.followerId !== followerId) link = linkOf(leaderId, followerId);
    if (link === undefined) return;
    near[place] = link;
    link.followers += 1;
    if (lagSeconds > link.lagSeconds) link.lagSeconds = lagSeconds;
  };
  if (replicas instanceof RecordedReplicas) yield* addRecorded(replicas, add);
  else {
    for (const { regionId, followers } of replicas) {
      for (const { followerId, lagSeconds } of followers) add(regionId, followerId, lagSeconds);
    }
  }
  return [...links.values()]
    .map((link) => ({ ...link, lagSeconds: roundedLagSeconds(link.lagSeconds) }))
    .sort((a, b) => a.leaderId - b.leaderId || a.followerId - b.followerId);
}

/** No replica is made for it. */
function addRecorded(
  replicas: RecordedReplicas,
  add: (leaderId: RegionId, followerId: RegionId, lagSeconds: number) => void,
): Generator<undefined, void> {
  return replicas.visit(({ regionIds, states, followers }, slot) => {
    if (states[slot] === OFFLINE) return;
    const leaderId = regionIds[slot]!;
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      add(leaderId, followers.followerIds[row]!, followers.lagSeconds[row]!);
    }
  });
}
