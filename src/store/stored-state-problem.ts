import { isU16, isU64, replicaKey, U16_EXPECTED, U64_EXPECTED } from "../domain/terms/ids";
import type { KnownReplica } from "../domain/membership/known-replica";
import type { RetiredMember } from "../domain/membership/retired-member";
import type { FieldProblem } from "../domain/terms/field-problem";
import { maintenanceWindowProblem } from "../domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../domain/terms/maintenance-window";
import { tenantConfigProblem } from "../domain/terms/tenant";
import type { StoredState } from "./store";

const SHARD_IDS = 65_536;
const NOWHERE = -1;

/**
 * The first thing in a state that would make it unloadable or ambiguous, or undefined: a value that its type cannot
 * hold, a shard with two homes, a tenant registered twice, a thing that left twice. `field` is the path in the wire's spelling, such as
 * `topology.shards.3.region_id`.
 */
export function storedStateProblem(state: StoredState): FieldProblem | undefined {
  return (
    shardsProblem(state.shards) ??
    tenantsProblem(state.tenants) ??
    retiredProblem(state.retired) ??
    knownProblem(state.known ?? []) ??
    maintenanceProblem(state.maintenance ?? [])
  );
}

/** Asked before every save, of up to 65,536 shards: so nothing is made for a shard that nothing is wrong with. */
function shardsProblem(shards: StoredState["shards"]): FieldProblem | undefined {
  const positions = new Int32Array(SHARD_IDS).fill(NOWHERE);
  for (let index = 0; index < shards.length; index += 1) {
    const { shardId, regionId } = shards[index] ?? { shardId: NOWHERE, regionId: NOWHERE };
    if (!isU16(shardId)) return notU16(`topology.shards.${index}.shard_id`, shardId);
    if (!isU16(regionId)) return notU16(`topology.shards.${index}.region_id`, regionId);
    const twin = positions[shardId] ?? NOWHERE;
    if (twin !== NOWHERE) {
      return twice(`topology.shards.${index}.shard_id`, `shard ${shardId}`, `topology.shards.${twin}`);
    }
    positions[shardId] = index;
  }
  return undefined;
}

function tenantsProblem(tenants: StoredState["tenants"]): FieldProblem | undefined {
  const positions = new Map<bigint, number>();
  for (const [index, tenant] of tenants.entries()) {
    const place = `tenants.${index}`;
    const problem = tenantConfigProblem(tenant);
    if (problem) return { field: `${place}.${problem.field}`, message: `${place}.${problem.message}` };
    const twin = positions.get(tenant.tenantId);
    if (twin !== undefined) {
      return twice(`${place}.tenant_id`, `tenant ${tenant.tenantId}`, `tenants.${twin}`);
    }
    positions.set(tenant.tenantId, index);
  }
  return undefined;
}

function retiredProblem(retired: StoredState["retired"]): FieldProblem | undefined {
  const positions = new Map<string, number>();
  for (const [index, member] of retired.entries()) {
    const place = `retired.${index}`;
    const problem = retiredMemberProblem(member, place);
    if (problem) return problem;
    const key = keyOf(member);
    const twin = positions.get(key);
    if (twin !== undefined) return twice(place, key, `retired.${twin}`);
    positions.set(key, index);
  }
  return undefined;
}

/**
 * What this program keeps is ordered by shard, then region, so that a twin would be the one before. Only where a person changed
 * the order, it is looked for among all: a map of 65,536 takes as long as all else of a save.
 */
function knownProblem(known: readonly KnownReplica[]): FieldProblem | undefined {
  let previousKey = NOWHERE;
  let isOrdered = true;
  for (const [index, replica] of known.entries()) {
    const { shardId, regionId, silentNs } = replica;
    if (!isU16(shardId)) return notU16(`known.${index}.shard_id`, shardId);
    if (!isU16(regionId)) return notU16(`known.${index}.region_id`, regionId);
    if (!isU64(silentNs)) return notU64(`known.${index}.silent_ns`, silentNs);
    const key = replicaKey(replica);
    if (key <= previousKey) isOrdered = false;
    previousKey = key;
  }
  return isOrdered ? undefined : knownTwin(known);
}

function knownTwin(known: readonly KnownReplica[]): FieldProblem | undefined {
  const positions = new Map<number, number>();
  for (const [index, replica] of known.entries()) {
    const { shardId, regionId } = replica;
    const key = replicaKey(replica);
    const twin = positions.get(key);
    if (twin !== undefined) {
      return twice(`known.${index}`, `shard ${shardId} in region ${regionId}`, `known.${twin}`);
    }
    positions.set(key, index);
  }
  return undefined;
}

function maintenanceProblem(windows: readonly MaintenanceWindow[]): FieldProblem | undefined {
  const positions = new Map<string, number>();
  for (const [index, window] of windows.entries()) {
    const place = `maintenance.${index}`;
    const problem = maintenanceWindowProblem(window);
    if (problem) return { field: `${place}.${problem.field}`, message: `${place}.${problem.message}` };
    const twin = positions.get(window.id);
    if (twin !== undefined) return twice(`${place}.id`, window.id, `maintenance.${twin}`);
    positions.set(window.id, index);
  }
  return undefined;
}

function retiredMemberProblem(
  { shardId, regionId, silentSinceNs }: RetiredMember,
  place: string,
): FieldProblem | undefined {
  if (shardId === undefined && regionId === undefined) {
    return { field: place, message: `${place}: expected a shard_id, a region_id or both, got neither` };
  }
  if (shardId !== undefined && !isU16(shardId)) return notU16(`${place}.shard_id`, shardId);
  if (regionId !== undefined && !isU16(regionId)) return notU16(`${place}.region_id`, regionId);
  if (isU64(silentSinceNs)) return undefined;
  return notU64(`${place}.silent_since_ns`, silentSinceNs);
}

function keyOf({ shardId, regionId }: RetiredMember): string {
  if (shardId === undefined) return `region ${String(regionId)}`;
  return regionId === undefined ? `shard ${shardId}` : `shard ${shardId} in region ${regionId}`;
}

function notU16(field: string, value: unknown): FieldProblem {
  return { field, message: `${field}: expected ${U16_EXPECTED}, got ${String(value)}` };
}

function notU64(field: string, value: unknown): FieldProblem {
  return { field, message: `${field}: expected ${U64_EXPECTED}, got ${String(value)}` };
}

function twice(field: string, what: string, first: string): FieldProblem {
  return { field, message: `${field}: ${what} is already listed in ${first}; expected every id once` };
}
