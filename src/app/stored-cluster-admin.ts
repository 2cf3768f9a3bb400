import type { ControlPlane } from "../domain/control-plane";
import type { RegionId, ShardId, TenantId } from "../domain/ids";
import type { TenantConfig } from "../domain/tenant";
import type { ShardAssignment } from "../domain/topology";
import type { ClusterAdmin } from "../http/cluster-admin";
import type { Store, StoredState } from "../store/store";

/** Changes topology and tenants one at a time: first in the store, and only when it holds them, in the control plane. */
export class StoredClusterAdmin implements ClusterAdmin {
  readonly #store: Store;
  readonly #controlPlane: ControlPlane;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, controlPlane: ControlPlane) {
    this.#store = store;
    this.#controlPlane = controlPlane;
  }

  get keptIn(): string | undefined {
    return this.#store.readOnly ? this.#store.keptIn : undefined;
  }

  assignShard(assignment: ShardAssignment): Promise<void> {
    return this.#inTurn(async () => {
      const { shards, tenants } = this.#present();
      const others = shards.filter(({ shardId }) => shardId !== assignment.shardId);
      await this.#store.save({ shards: [...others, assignment], tenants });
      this.#controlPlane.updateTopology(assignment);
    });
  }

  removeShard(shardId: ShardId): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#keepShards((assignment) => assignment.shardId !== shardId);
      return this.#controlPlane.removeShard(shardId);
    });
  }

  removeRegion(regionId: RegionId): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#keepShards((assignment) => assignment.regionId !== regionId);
      return this.#controlPlane.removeRegion(regionId);
    });
  }

  putTenant(config: TenantConfig): Promise<void> {
    return this.#inTurn(async () => {
      const { shards, tenants } = this.#present();
      const others = tenants.filter(({ tenantId }) => tenantId !== config.tenantId);
      await this.#store.save({ shards, tenants: [...others, config] });
      this.#controlPlane.tenantRouter.registerTenant(config);
    });
  }

  removeTenant(tenantId: TenantId): Promise<boolean> {
    return this.#inTurn(async () => {
      const { shards, tenants } = this.#present();
      await this.#store.save({ shards, tenants: tenants.filter((tenant) => tenant.tenantId !== tenantId) });
      return this.#controlPlane.tenantRouter.removeTenant(tenantId);
    });
  }

  async #keepShards(stays: (assignment: ShardAssignment) => boolean): Promise<void> {
    const { shards, tenants } = this.#present();
    const kept = shards.filter(stays);
    // What registered itself is not in the store, which may be one that cannot be written.
    if (kept.length < shards.length) await this.#store.save({ shards: kept, tenants });
  }

  #present(): StoredState {
    return {
      shards: this.#controlPlane.topology.assignments,
      tenants: this.#controlPlane.tenantRouter.tenants,
    };
  }

  /** A change builds on the one before, so it waits until that one is kept or has failed. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(change, change);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
