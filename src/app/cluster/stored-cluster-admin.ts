import { setImmediate as nextTurn } from "node:timers/promises";
import type { ControlPlane } from "../../domain/control-plane";
import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { ShardAssignment } from "../../domain/membership/topology";
import type { KeptMembership } from "../../domain/membership/membership-record";
import type { TopologyChange } from "../../domain/membership/topology-change";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import { plannedChange } from "../../domain/maintenance/planned-change";
import type { MaintenanceOutcome } from "../../domain/maintenance/planned-change";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import type { ClusterAdmin, TenantLimit, TenantOutcome } from "../../http/routing/cluster-admin";
import type { Store, StoredState } from "../../store/store";
import { RefusedChangeError } from "../../http/routing/refused-change-error";
import { StoreConflictError } from "../../store/store-conflict-error";
import {
  announcementSubject,
  contestedChange,
  maintenanceSubject,
  regionSubject,
  shardSubject,
  tenantSubject,
} from "./contested-change";
import type { ChangeSubject } from "./contested-change";
import { takeAllSteps } from "../../domain/columns/take-all-steps";
import { takeSteps } from "../../concurrency/take-steps";
import { tenantOutcome } from "./tenant-outcome";
import { SerialQueue } from "../../concurrency/serial-queue";

/** How long a change waits for those before it. With the time that it then takes itself, its caller is answered within half a minute. */
const MAX_WAIT_MS = 10_000;
const WAITED_TOO_LONG = `the change waited ${MAX_WAIT_MS / 1000} s for others before it that are not kept yet; nothing was changed, send it again`;

/** Of what changes by itself, what was there when it was to be kept. */
interface Versions {
  readonly retirementVersion: number;
  readonly known: number;
}

/** Does what it is given, and may look before and after. */
export type AroundFollowing = (follow: () => Promise<void>) => Promise<void>;

/**
 * Changes topology, tenants and what is planned one at a time: first in the store, and only when it holds them, in the control plane. With
 * each change goes what left the cluster, so that it stays away after a restart.
 */
export class StoredClusterAdmin implements ClusterAdmin {
  readonly #store: Store;
  readonly #controlPlane: ControlPlane;
  /** A change builds on the one before, so it waits until that one is kept or has failed. */
  readonly #changes = new SerialQueue();
  readonly #afterSave: () => Promise<void>;
  readonly #aroundFollowing: AroundFollowing;
  #keptRetirementVersion: number;
  #keptKnown: number;

  /**
   * @param controlPlane - as it was built from the store.
   * @param afterSave - is waited for after each save, whatever became of it. Must not reject.
   * @param aroundFollowing - is given what takes over the changes of others, to see what it changes. Waits for it.
   */
  constructor(
    store: Store,
    controlPlane: ControlPlane,
    afterSave: () => Promise<void> = () => Promise.resolve(),
    aroundFollowing: AroundFollowing = (follow) => follow(),
  ) {
    this.#store = store;
    this.#controlPlane = controlPlane;
    this.#afterSave = afterSave;
    this.#aroundFollowing = aroundFollowing;
    this.#keptRetirementVersion = controlPlane.membershipRecord.retirementVersion;
    this.#keptKnown = takeAllSteps(controlPlane.membershipRecord.fingerprintInSteps());
  }

  get keptIn(): string | undefined {
    return this.#store.readOnly ? this.#store.keptIn : undefined;
  }

  assignShard(assignment: ShardAssignment): Promise<boolean> {
    const { shardId, regionId } = assignment;
    return this.#contested(shardSubject(this.#controlPlane, shardId, regionId), async () => {
      const isNew = this.#controlPlane.topology.homeOf(assignment.shardId) === undefined;
      await this.#change({ kind: "assign", ...assignment });
      return isNew;
    });
  }

  removeShard(shardId: ShardId): Promise<boolean> {
    const subject = shardSubject(this.#controlPlane, shardId, undefined);
    return this.#contested(subject, () => this.#remove({ kind: "removeShard", shardId }));
  }

  removeRegion(regionId: RegionId): Promise<boolean> {
    const subject = regionSubject(this.#controlPlane, regionId);
    return this.#contested(subject, () => this.#remove({ kind: "removeRegion", regionId }));
  }

  putTenant(config: TenantConfig, limit: TenantLimit): Promise<TenantOutcome> {
    return this.#contested(tenantSubject(this.#controlPlane, config.tenantId, config), async () => {
      const { tenantRouter } = this.#controlPlane;
      const outcome = tenantOutcome(config.tenantId, tenantRouter, limit);
      if (outcome === "full") return outcome;
      const others = tenantRouter.tenants.filter(({ tenantId }) => tenantId !== config.tenantId);
      await this.#save({ tenants: [...others, config] });
      tenantRouter.registerTenant(config);
      return outcome;
    });
  }

  removeTenant(tenantId: TenantId): Promise<boolean> {
    return this.#contested(tenantSubject(this.#controlPlane, tenantId, undefined), async () => {
      const { tenantRouter } = this.#controlPlane;
      if (tenantRouter.tenant(tenantId) === undefined) return false;
      await this.#save({ tenants: tenantRouter.tenants.filter((tenant) => tenant.tenantId !== tenantId) });
      return tenantRouter.removeTenant(tenantId);
    });
  }

  announce(request: MaintenanceRequest): Promise<MaintenanceOutcome> {
    return this.#contested(announcementSubject(this.#controlPlane, request), async () => {
      const { maintenance, settings } = this.#controlPlane;
      const { wallNs } = this.#controlPlane.now();
      const { outcome, windows } = plannedChange(maintenance, request, wallNs, settings);
      if (windows) await this.#saveMaintenance(windows);
      return outcome;
    });
  }

  endMaintenance(id: string): Promise<boolean> {
    return this.#contested(maintenanceSubject(this.#controlPlane, id), async () => {
      const { maintenance } = this.#controlPlane;
      if (maintenance.get(id) === undefined) return false;
      await this.#saveMaintenance(maintenance.without(id, this.#controlPlane.now().wallNs));
      return true;
    });
  }

  /**
   * Keeps who left the cluster, and when they were heard last, if that changed since it was kept. No heartbeat waits for it,
   * so it is called now and then.
   */
  keepRetirements(): Promise<void> {
    return this.#changes.run(async () => {
      const { retirementVersion } = this.#controlPlane.membershipRecord;
      if (this.#store.readOnly || retirementVersion === this.#keptRetirementVersion) return;
      try {
        await this.#save({});
      } catch (error) {
        // What the other one kept is as good.
        if (!(error instanceof StoreConflictError)) throw error;
        await this.#follow();
      }
    });
  }

  /** Keeps which replicas are known and for how long they are silent, if that is worth it. To be called every few seconds. */
  keepKnown(): Promise<void> {
    return this.#changes.run(async () => {
      if (this.#store.readOnly) return;
      const { membershipRecord } = this.#controlPlane;
      const versions = await this.#versions();
      if (versions.known === this.#keptKnown) return;
      const { shared } = this.#store;
      if (shared === undefined) return this.#saveAfter(versions, {});
      await shared.saveKnown(await takeSteps(membershipRecord.knownInSteps(), nextTurn));
      this.#keptKnown = versions.known;
    });
  }

  /** Takes over what another control plane has kept. To be called whenever one may have. */
  follow(): Promise<void> {
    return this.#changes.run(() => this.#follow());
  }

  #follow(): Promise<void> {
    return this.#aroundFollowing(() => this.#takeOver());
  }

  async #takeOver(): Promise<void> {
    const { membershipRecord, tenantRouter } = this.#controlPlane;
    const { shards, tenants, retired, maintenance = [] } = await this.#store.load();
    this.#controlPlane.maintenance.replace(maintenance);
    await takeSteps(this.#controlPlane.replaceTopologyInSteps(shards), nextTurn);
    await takeSteps(tenantRouter.replaceInSteps(tenants), nextTurn);
    membershipRecord.adopt(retired);
    this.#keptRetirementVersion = membershipRecord.retirementVersion;
  }

  /** A change in its turn. Others may be at the same thing elsewhere. */
  #contested<T>(subject: ChangeSubject, attempt: () => Promise<T>): Promise<T> {
    const askedMs = performance.now();
    return this.#changes.run(() => {
      if (performance.now() - askedMs > MAX_WAIT_MS) throw new RefusedChangeError(503, WAITED_TOO_LONG);
      return contestedChange(subject, attempt, () => this.#follow());
    });
  }

  #remove(removal: TopologyChange): Promise<boolean> {
    if (!this.#store.readOnly) return this.#change(removal);
    // What is declared elsewhere stays as it is declared there. What only ever named itself may go, for as long as this runs.
    if (this.#isDeclared(removal)) return Promise.resolve(false);
    const { membershipRecord } = this.#controlPlane;
    const isFound = membershipRecord.finds(removal);
    if (isFound) membershipRecord.apply(removal);
    return Promise.resolve(isFound);
  }

  /** @returns whether there was anything to change. */
  async #change(change: TopologyChange): Promise<boolean> {
    const { membershipRecord } = this.#controlPlane;
    if (!membershipRecord.finds(change)) return false;
    const versions = await this.#versions();
    await this.#keep(versions, await takeSteps(membershipRecord.afterInSteps(change), nextTurn));
    const isAsKept = membershipRecord.retirementVersion === this.#keptRetirementVersion;
    membershipRecord.apply(change);
    // What was heard while it was being saved is still to be kept.
    if (isAsKept) this.#keptRetirementVersion = membershipRecord.retirementVersion;
    return true;
  }

  #isDeclared(removal: TopologyChange): boolean {
    const { topology } = this.#controlPlane;
    return removal.kind === "removeRegion"
      ? topology.isHome(removal.regionId)
      : topology.homeOf(removal.shardId) !== undefined;
  }

  async #saveMaintenance(maintenance: readonly MaintenanceWindow[]): Promise<void> {
    await this.#save({ maintenance });
    this.#controlPlane.maintenance.replace(maintenance);
  }

  /**
   * Which retirements and known replicas there are. Asked for before what is to be kept, so that what changes in between is
   * kept another time.
   */
  async #versions(): Promise<Versions> {
    const { membershipRecord } = this.#controlPlane;
    const { retirementVersion } = membershipRecord;
    return { retirementVersion, known: await takeSteps(membershipRecord.fingerprintInSteps(), nextTurn) };
  }

  /** Saves the present state with what a change makes of it. */
  async #save(changed: Partial<StoredState>): Promise<void> {
    await this.#saveAfter(await this.#versions(), changed);
  }

  async #saveAfter(versions: Versions, changed: Partial<StoredState>): Promise<void> {
    const present = await takeSteps(this.#controlPlane.membershipRecord.presentInSteps(), nextTurn);
    await this.#keep(versions, present, changed);
  }

  async #keep(
    versions: Versions,
    membership: KeptMembership,
    changed: Partial<StoredState> = {},
  ): Promise<void> {
    const { tenantRouter, maintenance } = this.#controlPlane;
    const planned = changed.maintenance ?? maintenance.all;
    const { known, ...withoutKnown } = {
      ...membership,
      tenants: tenantRouter.tenants,
      ...(planned.length > 0 && { maintenance: planned }),
      ...changed,
    };
    // Where others keep it too, no change waits for it: it is a large value, and keepKnown comes every few seconds.
    const isShared = this.#store.shared !== undefined;
    const state = isShared ? withoutKnown : { ...withoutKnown, known };
    await this.#store.save(state).finally(this.#afterSave);
    this.#keptRetirementVersion = versions.retirementVersion;
    if (!isShared) this.#keptKnown = versions.known;
  }
}
