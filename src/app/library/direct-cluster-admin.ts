import type { ControlPlane } from "../../domain/control-plane";
import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { ShardAssignment } from "../../domain/membership/topology";
import type { ClusterAdmin, TenantLimit, TenantOutcome } from "../../http/routing/cluster-admin";
import { tenantOutcome } from "../cluster/tenant-outcome";

/** Changes an embedded control plane and keeps nothing: what should outlive the process is its application's affair. */
export class DirectClusterAdmin implements ClusterAdmin {
  readonly keptIn = undefined;
  readonly #controlPlane: ControlPlane;

  constructor(controlPlane: ControlPlane) {
    this.#controlPlane = controlPlane;
  }

  assignShard(assignment: ShardAssignment): Promise<boolean> {
    return settle(() => {
      const isNew = this.#controlPlane.topology.homeOf(assignment.shardId) === undefined;
      this.#controlPlane.updateTopology(assignment);
      return isNew;
    });
  }

  removeShard(shardId: ShardId): Promise<boolean> {
    return settle(() => this.#controlPlane.removeShard(shardId));
  }

  removeRegion(regionId: RegionId): Promise<boolean> {
    return settle(() => this.#controlPlane.removeRegion(regionId));
  }

  putTenant(config: TenantConfig, limit: TenantLimit): Promise<TenantOutcome> {
    return settle(() => {
      const { tenantRouter } = this.#controlPlane;
      const outcome = tenantOutcome(config.tenantId, tenantRouter, limit);
      if (outcome !== "full") tenantRouter.registerTenant(config);
      return outcome;
    });
  }

  removeTenant(tenantId: TenantId): Promise<boolean> {
    return settle(() => this.#controlPlane.tenantRouter.removeTenant(tenantId));
  }
}

/** A throw becomes a rejection, as from any other implementation. */
function settle<Result>(change: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(change());
  });
}
