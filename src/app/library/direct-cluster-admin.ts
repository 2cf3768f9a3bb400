import type { ControlPlane } from "../../domain/control-plane";
import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { ShardAssignment } from "../../domain/membership/topology";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import { plannedChange } from "../../domain/maintenance/planned-change";
import type { MaintenanceOutcome } from "../../domain/maintenance/planned-change";
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

  announce(request: MaintenanceRequest): Promise<MaintenanceOutcome> {
    return settle(() => {
      const { maintenance, settings } = this.#controlPlane;
      const { wallNs } = this.#controlPlane.now();
      const { outcome, windows } = plannedChange(maintenance, request, wallNs, settings);
      if (windows) maintenance.replace(windows);
      return outcome;
    });
  }

  endMaintenance(id: string): Promise<boolean> {
    return settle(() => {
      const { maintenance } = this.#controlPlane;
      const isKnown = maintenance.get(id) !== undefined;
      maintenance.replace(maintenance.without(id, this.#controlPlane.now().wallNs));
      return isKnown;
    });
  }
}

/** A throw becomes a rejection, as from any other implementation. */
function settle<Result>(change: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(change());
  });
}
