import type { Homes, ShardAssignment } from "../membership/topology";
import type { EventDraft } from "../terms/cluster-event";
import type { RegionId, ShardId, TenantId } from "../terms/ids";
import type { TenantConfig } from "../terms/tenant";

/** Changes up to this number are told one by one. */
const MAX_SINGLE = 16;

/** Tenants that are compared between two steps: below a millisecond of work. */
const TENANTS_AT_A_TIME = 2_000;

/** When something was changed, and what regions are called then. */
export interface ChangeMoment {
  /** Nanoseconds since the epoch, our clock. */
  readonly atNs: bigint;
  readonly nameOf: (regionId: RegionId) => string;
}

/** The event of a shard that was added or moved. */
export function shardAssigned(
  { shardId, regionId }: ShardAssignment,
  from: RegionId | undefined,
  { atNs, nameOf }: ChangeMoment,
): EventDraft {
  const regionName = nameOf(regionId);
  const event = { kind: "shard_assigned", atNs, shardId, regionId, regionName, to: regionName } as const;
  if (from === undefined) return { ...event, title: `shard ${shardId} was added, at home in ${regionName}` };
  const peerName = nameOf(from);
  const title = `shard ${shardId} moved from ${peerName} to ${regionName}`;
  return { ...event, title, peerId: from, peerName, from: peerName };
}

/** The event of a shard that was removed. */
export function shardRemoved(
  shardId: ShardId,
  from: RegionId | undefined,
  { atNs, nameOf }: ChangeMoment,
): EventDraft {
  const event = { kind: "shard_removed", atNs, shardId } as const;
  if (from === undefined) return { ...event, title: `shard ${shardId} was removed` };
  const regionName = nameOf(from);
  const title = `shard ${shardId} was removed, at home in ${regionName}`;
  return { ...event, title, regionId: from, regionName };
}

/** The event of a region that was removed. */
export function regionRemoved(regionId: RegionId, { atNs, nameOf }: ChangeMoment): EventDraft {
  const regionName = nameOf(regionId);
  return { kind: "region_removed", atNs, title: `region ${regionName} was removed`, regionId, regionName };
}

/** The event of a tenant that was added, changed or removed. */
export function tenantEvent(
  kind: "tenant_added" | "tenant_changed" | "tenant_removed",
  tenantId: TenantId,
  atNs: bigint,
): EventDraft {
  return { kind, atNs, title: `tenant ${tenantId} was ${kind.slice("tenant_".length)}`, tenantId };
}

/** What became of the topology since it was `before`: each change, what was added last, or the numbers of very many. */
export function topologyEvents(before: Homes, after: Homes, moment: ChangeMoment): readonly EventDraft[] {
  const counts = { added: 0, moved: 0, removed: 0 };
  const [changes, additions]: [EventDraft[], EventDraft[]] = [[], []];
  const limit = Math.max(before.limit, after.limit);
  for (let shardId = 0; shardId < limit; shardId += 1) {
    const [from, to] = [before.homeOf(shardId), after.homeOf(shardId)];
    if (from === to) continue;
    counts[from === undefined ? "added" : to === undefined ? "removed" : "moved"] += 1;
    if (changes.length + additions.length >= MAX_SINGLE) continue;
    if (to === undefined) changes.push(shardRemoved(shardId, from, moment));
    else
      (from === undefined ? additions : changes).push(shardAssigned({ shardId, regionId: to }, from, moment));
  }
  if (counts.added + counts.moved + counts.removed <= MAX_SINGLE) return [...changes, ...additions];
  const title = `the topology was replaced: ${numbers(counts)}`;
  return [{ kind: "topology_replaced", atNs: moment.atNs, title, counts: new Map(Object.entries(counts)) }];
}

/** What became of the tenants, some of them at a time; both lists are by tenant. */
export function* tenantsEvents(
  before: readonly TenantConfig[],
  after: readonly TenantConfig[],
  atNs: bigint,
): Generator<undefined, readonly EventDraft[]> {
  const counts = { added: 0, changed: 0, removed: 0 };
  const events: EventDraft[] = [];
  let [i, j, steps] = [0, 0, 0];
  while (i < before.length || j < after.length) {
    const [old, present] = [before[i], after[j]];
    const isOld = old !== undefined && (present === undefined || old.tenantId <= present.tenantId);
    const isPresent = present !== undefined && (old === undefined || present.tenantId <= old.tenantId);
    const change = changeOf(isOld ? old : undefined, isPresent ? present : undefined);
    if (change !== undefined) {
      counts[change] += 1;
      const tenantId = (isOld ? old : present)?.tenantId ?? 0n;
      if (events.length <= MAX_SINGLE) events.push(tenantEvent(`tenant_${change}`, tenantId, atNs));
    }
    if (isOld) i += 1;
    if (isPresent) j += 1;
    steps += 1;
    if (steps % TENANTS_AT_A_TIME === 0) yield;
  }
  if (events.length <= MAX_SINGLE) return events;
  const title = `the tenants were replaced: ${numbers(counts)}`;
  return [{ kind: "tenants_replaced", atNs, title, counts: new Map(Object.entries(counts)) }];
}

function changeOf(
  before: TenantConfig | undefined,
  after: TenantConfig | undefined,
): "added" | "changed" | "removed" | undefined {
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  const isSame =
    before === after ||
    (before.maxSignalsPerSec === after.maxSignalsPerSec &&
      before.maxEntities === after.maxEntities &&
      before.maxStorageBytes === after.maxStorageBytes &&
      before.requiredRegions?.join() === after.requiredRegions?.join());
  return isSame ? undefined : "changed";
}

function numbers(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.map(([what, count]) => `${count} ${what}`).join(", ");
}
