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

/**
 * The worst lag between each two regions, as told by replicas that are not Offline; by leader, then follower.
 *
 * @param maxLinks - what comes after so many links is left out.
 */
export function linkLags(replicas: Listing<ReplicaSnapshot>, maxLinks: number): readonly LinkLag[] {
  const links = new Map<number, Link>();
  const add = (leaderId: RegionId, followerId: RegionId, lagSeconds: number): void => {
    const key = leaderId * REGIONS + followerId;
    const link = links.get(key);
    if (link) {
      link.followers += 1;
      if (lagSeconds > link.lagSeconds) link.lagSeconds = lagSeconds;
    } else if (links.size < maxLinks) links.set(key, { leaderId, followerId, lagSeconds, followers: 1 });
  };
  if (replicas instanceof RecordedReplicas) addRecorded(replicas, add);
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
): void {
  replicas.visit(({ regionIds, states, followers }, slot) => {
    if (states[slot] === OFFLINE) return;
    const leaderId = regionIds[slot]!;
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      add(leaderId, followers.followerIds[row]!, followers.lagSeconds[row]!);
    }
  });
}
