import { isDeepStrictEqual } from "node:util";
import type { ControlPlane } from "../../domain/control-plane";
import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import { isSameWork } from "../../domain/maintenance/announce";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import { RefusedChangeError } from "../../http/routing/refused-change-error";
import { StoreConflictError } from "../../store/store-conflict-error";
import { StoreUnreachableError } from "../../store/store-unreachable-error";
import { printJson } from "../../wire/json/json";
import { maintenanceWindowToWire } from "../../wire/shapes/maintenance-window";
import { tenantConfigToWire } from "../../wire/shapes/tenant-config";

/** What a change is about: as it is now, and in words. Two control planes that change the same thing are told apart by it. */
export interface ChangeSubject {
  /** Compared before and after somebody else's change. */
  present(): unknown;
  /** What it is now, as a sentence's beginning: "shard 7 is at home in region 2". */
  sentence(): string;
  /** Whether it is already as the change makes it: by the same change made elsewhere, or by an earlier try whose answer was lost. */
  isAsAsked?(): boolean;
}

const NOT_KNOWN = "whether the change was kept is not known: look before you send it again";

/** Rounds that a change is tried again when others changed something else each time. */
const MAX_ROUNDS = 20;

/**
 * Makes a change, and makes it again on what others have made of the cluster meanwhile, as long as they changed something
 * else.
 *
 * @param attempt - makes it on what is known; rejects with a {@link StoreConflictError} when somebody else was first.
 * @param follow - takes over what the others did.
 * @throws RefusedChangeError when they changed the same thing, or the store cannot be reached.
 */
export async function contestedChange<T>(
  subject: ChangeSubject,
  attempt: () => Promise<T>,
  follow: () => Promise<void>,
): Promise<T> {
  const before = subject.present();
  let mayBeKept = false;
  for (let round = 1; ; round += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof StoreConflictError) mayBeKept ||= error.mayBeKept;
      if (!(error instanceof StoreConflictError) || round === MAX_ROUNDS) throw refusalOf(error, mayBeKept);
    }
    try {
      await follow();
    } catch (error) {
      throw refusalOf(error, mayBeKept);
    }
    if (isDeepStrictEqual(before, subject.present()) || subject.isAsAsked?.() === true) continue;
    const detail = `another change was first (of another control plane, or an earlier one whose answer was lost): ${subject.sentence()} now; look at it, then send the change again if it still makes sense`;
    throw new RefusedChangeError(409, detail);
  }
}

/** @param wanted - the home that it is to have; undefined when it is to leave. */
export function shardSubject(
  { topology }: ControlPlane,
  shardId: ShardId,
  wanted: RegionId | undefined,
): ChangeSubject {
  return {
    present: () => topology.homeOf(shardId),
    isAsAsked: () => wanted !== undefined && topology.homeOf(shardId) === wanted,
    sentence: () => {
      const home = topology.homeOf(shardId);
      return home === undefined
        ? `shard ${shardId} is not in the topology`
        : `shard ${shardId} is at home in region ${home}`;
    },
  };
}

export function regionSubject({ topology }: ControlPlane, regionId: RegionId): ChangeSubject {
  const shardIds = (): readonly ShardId[] =>
    topology.assignments.filter((shard) => shard.regionId === regionId).map(({ shardId }) => shardId);
  return {
    present: shardIds,
    sentence: () => `region ${regionId} is home to ${shardIds().length} shards, others than before,`,
  };
}

/** @param wanted - as it is to be; undefined when it is to leave. */
export function tenantSubject(
  { tenantRouter }: ControlPlane,
  tenantId: TenantId,
  wanted: TenantConfig | undefined,
): ChangeSubject {
  return {
    present: () => tenantRouter.tenant(tenantId),
    isAsAsked: () =>
      wanted !== undefined &&
      isDeepStrictEqual(tenantConfigToWire(wanted), wireOf(tenantRouter.tenant(tenantId))),
    sentence: () => {
      const tenant = tenantRouter.tenant(tenantId);
      return tenant === undefined
        ? `tenant ${tenantId} is not registered`
        : `tenant ${tenantId} is ${printJson(tenantConfigToWire(tenant))}`;
    },
  };
}

function wireOf(tenant: TenantConfig | undefined): unknown {
  return tenant && tenantConfigToWire(tenant);
}

/** Planned work that is to be ended. */
export function maintenanceSubject({ maintenance }: ControlPlane, id: string): ChangeSubject {
  const present = (): MaintenanceWindow | undefined => maintenance.get(id);
  return { present, sentence: () => sentenceOf(id, present()) };
}

/**
 * Planned work that is to be announced. A program that tells several control planes of it, or renews it at each, is not in its own way:
 * the same work counts as none.
 */
export function announcementSubject(
  { maintenance }: ControlPlane,
  request: MaintenanceRequest,
): ChangeSubject {
  const present = (): MaintenanceWindow | undefined => {
    const window = maintenance.get(request.id);
    return window && isSameWork(window, request) ? undefined : window;
  };
  return { present, sentence: () => sentenceOf(request.id, present()) };
}

function sentenceOf(id: string, window: MaintenanceWindow | undefined): string {
  return window === undefined
    ? `no work ${id} is announced`
    : `the work ${id} is ${printJson(maintenanceWindowToWire(window))}`;
}

/** @param wasPerhapsKept - whether an earlier try may have been kept. */
function refusalOf(error: unknown, wasPerhapsKept: boolean): unknown {
  if (error instanceof StoreConflictError) {
    const outcome = wasPerhapsKept ? NOT_KNOWN : "nothing was changed, send it again";
    return new RefusedChangeError(503, `${error.message}, again and again; ${outcome}`, { cause: error });
  }
  if (!(error instanceof StoreUnreachableError)) return error;
  const outcome =
    error.mayBeKept || wasPerhapsKept
      ? NOT_KNOWN
      : "nothing was changed; send it again once it can be reached";
  return new RefusedChangeError(503, `${error.message}; ${outcome}`, { cause: error });
}
