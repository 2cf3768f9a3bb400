import { linkFaultId, regionFaultId } from "../terms/fault";
import type { Fault } from "../terms/fault";
import { isNearlyAll } from "./nearly-all";
import type { RegionPair } from "./pair-sums";
import type { RegionId } from "../../terms/ids";

/** Which fault explains the lag between two regions. */
export type PairFaults = ReadonlyMap<RegionPair, Fault>;

/** What may explain the lag of some pairs; of two that explain as much the lower rank is told. */
interface Candidate {
  readonly fault: Omit<Fault, "startMs">;
  readonly rank: number;
  readonly pairs: readonly RegionPair[];
}

/** The pairs that a region is one end of. */
class RegionEnds {
  readonly gets: RegionPair[] = [];
  readonly gives: RegionPair[] = [];
}

/**
 * The fewest faults of whole regions, and of what is between them, that explain who is behind whom: again and again the one
 * that explains most of what is left.
 *
 * @param pairs - of regions that are heard.
 * @param isHeld - whether an incident of this id was found a moment ago: while followers catch up, one after the other, the
 *   rest of their lag is still the same fault.
 * @param areFollowersHeard - whether followers send heartbeats of their own. Where they do not, one that is dead looks like one
 *   that gets nothing.
 */
export function lagFaults(
  pairs: readonly RegionPair[],
  isHeld: (id: string) => boolean,
  areFollowersHeard: () => boolean,
): PairFaults {
  const found = new Map<RegionPair, Fault>();
  // A replica that says it follows itself is wrong about itself; nothing between regions explains that.
  const between = pairs.filter(({ leaderId, followerId }) => leaderId !== followerId);
  let left = between.filter(({ behind }) => behind > 0);
  if (left.length === 0) return found;
  const candidates = allCandidates(between.sort(byRegions), isHeld, areFollowersHeard);
  while (left.length > 0) {
    const best = bestOf(candidates, left, isHeld);
    if (!best) break;
    const { pairs: ofFault } = best;
    const fault: Fault = {
      ...best.fault,
      get startMs() {
        return Math.min(...ofFault.map(({ sinceMs }) => sinceMs));
      },
    };
    const explained = new Set(best.pairs);
    for (const pair of left) if (explained.has(pair)) found.set(pair, fault);
    left = left.filter((pair) => !explained.has(pair));
  }
  return found;
}

function bestOf(
  candidates: readonly Candidate[],
  left: readonly RegionPair[],
  isHeld: (id: string) => boolean,
): Candidate | undefined {
  const isLeft = new Set(left);
  let best: Candidate | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const explains = candidate.pairs.reduce((sum, pair) => sum + (isLeft.has(pair) ? pair.behind : 0), 0);
    const isBetter =
      explains > most || (explains === most && best !== undefined && goesBefore(candidate, best, isHeld));
    if (explains === 0 || !isBetter) continue;
    best = candidate;
    most = explains;
  }
  return best;
}

/** Candidates come by region: of two alike the one of the lower id is there first. */
function goesBefore(a: Candidate, b: Candidate, isHeld: (id: string) => boolean): boolean {
  const heldA = isHeld(a.fault.id);
  return heldA === isHeld(b.fault.id) ? a.rank < b.rank : heldA;
}

function allCandidates(
  pairs: readonly RegionPair[],
  isHeld: (id: string) => boolean,
  areFollowersHeard: () => boolean,
): readonly Candidate[] {
  const ends = new Map<RegionId, RegionEnds>();
  const endsOf = (regionId: RegionId): RegionEnds => {
    const known = ends.get(regionId) ?? new RegionEnds();
    ends.set(regionId, known);
    return known;
  };
  for (const pair of pairs) {
    endsOf(pair.leaderId).gives.push(pair);
    endsOf(pair.followerId).gets.push(pair);
  }
  const isTwo = ends.size === 2;
  const regions = [...ends].sort(([a], [b]) => a - b);
  const candidates = regions.flatMap(([regionId, { gives, gets }]) =>
    regionCandidate(regionId, gives, gets, isTwo, (id) => endsOf(id).gives, isHeld),
  );
  const links = linkCandidates(pairs, isHeld);
  // What was told as a link stays one while it heals, or ships more at times.
  const oneWay = links.filter(
    ({ fault, pairs: both }) => !isTwo && !isHeld(fault.id) && isOneWay(both, endsOf),
  );
  if (oneWay.length === 0 || areFollowersHeard()) return [...candidates, ...links];
  return [
    ...candidates,
    ...oneWay.map((link) => followerCandidate(link, isHeld, (id) => endsOf(id).gets)),
    ...links.filter((link) => !oneWay.includes(link)),
  ];
}

/**
 * Whether only one way between two regions is broken, and the follower's region is an end of more than that: the leader's reaches
 * others, or the follower's is behind others too.
 */
function isOneWay(both: readonly RegionPair[], endsOf: (regionId: RegionId) => RegionEnds): boolean {
  const [broken, ...more] = both.filter(isBroken);
  if (broken === undefined || more.length > 0) return false;
  return (
    isOneToBlame(broken, (id) => endsOf(id).gives) ||
    isBehindOthersToo(broken, endsOf(broken.followerId).gets)
  );
}

/** Whether the follower of a pair is behind another region as well, which no way from this one explains. */
function isBehindOthersToo(pair: RegionPair, gets: readonly RegionPair[]): boolean {
  return pair.behind > 1 && gets.some((other) => other !== pair && other.behind > 0);
}

/**
 * Where followers send no heartbeats of their own, a host that is dead with those of one leader's region looks like the way from
 * there. Who is behind is an end of both; the other region is named beside it, and is not at fault.
 */
function followerCandidate(
  { pairs: both }: Candidate,
  isHeld: (id: string) => boolean,
  getsOf: (followerId: RegionId) => readonly RegionPair[],
): Candidate {
  const { leaderId, followerId } = both.find(isBroken)!;
  const id = regionFaultId(followerId);
  const fault = {
    id,
    cause: "region_behind",
    regionId: followerId,
    peerId: leaderId,
    isPlain: true,
  } as const;
  return { fault, rank: 1, pairs: isHeld(id) ? [...new Set([...both, ...getsOf(followerId)])] : both };
}

/** What may be wrong with one region: at most one thing, the widest. */
function regionCandidate(
  regionId: RegionId,
  gives: readonly RegionPair[],
  gets: readonly RegionPair[],
  isTwo: boolean,
  givesOf: (leaderId: RegionId) => readonly RegionPair[],
  isHeld: (id: string) => boolean,
): readonly Candidate[] {
  const id = regionFaultId(regionId);
  const getsNothing = areBroken(gets);
  const givesNothing = areBroken(gives);
  const links = byPeer(gets, gives);
  // Where there are two regions, or one peer is all that is left, who of the two is at fault cannot be told.
  const hasPeers = !isTwo && links.length > 1;
  const isFollowing = getsNothing && !isTwo && (gets.length > 1 || isOneToBlame(gets[0]!, givesOf));
  const isLeading = givesNothing && hasPeers && gives.length > 1;
  const one = (
    cause: Fault["cause"],
    rank: number,
    pairs: readonly RegionPair[],
    isPlain = true,
  ): readonly Candidate[] => [{ fault: { id, cause, regionId, isPlain }, rank, pairs }];
  const all = [...gets, ...gives];
  if (hasPeers && ((getsNothing && givesNothing) || isCutOff(gets, gives, links)))
    return one("region_isolated", 0, all);
  const found = [
    ...(isFollowing ? one("region_behind", 1, gets) : []),
    ...(isLeading ? one("region_not_shipping", 2, gives) : []),
  ];
  if (found.length > 0 || !isHeld(id)) return found;
  // What is left of one that was cut off is not a broken link besides.
  if (hasPeers && isMostBehind(gets) && isMostBehind(gives)) return one("region_isolated", 3, all, false);
  const isGetting = sumBehind(gets) >= sumBehind(gives);
  return isGetting ? one("region_behind", 3, gets, false) : one("region_not_shipping", 3, gives, false);
}

/** What is between a region and each other one, both ways. */
function byPeer(
  gets: readonly RegionPair[],
  gives: readonly RegionPair[],
): readonly (readonly RegionPair[])[] {
  const links = new Map<RegionId, RegionPair[]>();
  const add = (peerId: RegionId, pair: RegionPair): void => {
    const known = links.get(peerId);
    if (known) known.push(pair);
    else links.set(peerId, [pair]);
  };
  for (const pair of gets) add(pair.leaderId, pair);
  for (const pair of gives) add(pair.followerId, pair);
  return [...links.values()];
}

/** Whether nearly all that is shipped one way is behind: between nearly all regions, or in sum and nowhere less than the most of it. */
function areBroken(pairs: readonly RegionPair[]): boolean {
  if (isNearlyAll(pairs.filter(isBroken).length, pairs.length)) return true;
  return isNearlyAll(sumBehind(pairs), sumTotal(pairs)) && pairs.every((pair) => isMostBehind([pair]));
}

/**
 * Whether nearly all that a region gives and gets is behind in sum, and most of it each way and to and from each peer. Of few
 * shards one that is idle, or on its way, leaves a pair of regions short of nearly all; so many links do not break at once.
 */
function isCutOff(
  gets: readonly RegionPair[],
  gives: readonly RegionPair[],
  links: readonly (readonly RegionPair[])[],
): boolean {
  const all = [...gets, ...gives];
  return isNearlyAll(sumBehind(all), sumTotal(all)) && [gets, gives, ...links].every(isMostBehind);
}

function isMostBehind(pairs: readonly RegionPair[]): boolean {
  return 2 * sumBehind(pairs) > sumTotal(pairs);
}

/** Whether the leader of a pair reaches anybody else, so that the follower is at fault, with more than a single shard. */
function isOneToBlame(pair: RegionPair, givesOf: (leaderId: RegionId) => readonly RegionPair[]): boolean {
  const others = givesOf(pair.leaderId).filter((other) => other !== pair);
  return pair.behind > 1 && others.some((other) => !isBroken(other));
}

/** One for every two regions of which nearly all that one leads is behind in the other. */
function linkCandidates(pairs: readonly RegionPair[], isHeld: (id: string) => boolean): readonly Candidate[] {
  const byKey = new Map(pairs.map((pair) => [`${pair.leaderId} ${pair.followerId}`, pair]));
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  for (const pair of pairs) {
    const id = linkFaultId(pair.leaderId, pair.followerId);
    if (pair.behind === 0 || seen.has(id)) continue;
    seen.add(id);
    const back = byKey.get(`${pair.followerId} ${pair.leaderId}`);
    const both = back ? [pair, back] : [pair];
    // A single follower of a single shard is no more than that.
    const isPlain = both.some(isBroken) && sumBehind(both) > 1;
    if (!isPlain && !isHeld(id)) continue;
    const regionId = Math.min(pair.leaderId, pair.followerId);
    const peerId = Math.max(pair.leaderId, pair.followerId);
    candidates.push({ fault: { id, cause: "link", regionId, peerId, isPlain }, rank: 4, pairs: both });
  }
  return candidates;
}

function byRegions(a: RegionPair, b: RegionPair): number {
  return a.leaderId - b.leaderId || a.followerId - b.followerId;
}

function isBroken({ behind, total }: RegionPair): boolean {
  return isNearlyAll(behind, total);
}

function sumBehind(pairs: readonly RegionPair[]): number {
  return pairs.reduce((sum, { behind }) => sum + behind, 0);
}

function sumTotal(pairs: readonly RegionPair[]): number {
  return pairs.reduce((sum, { total }) => sum + total, 0);
}
