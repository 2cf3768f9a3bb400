import type { ControlPlane } from "../../domain/control-plane";
import type { EventRecorder } from "../../domain/history/event-recorder";
import {
  regionRemoved,
  shardAssigned,
  shardRemoved,
  tenantEvent,
} from "../../domain/history/membership-events";
import type { ChangeMoment } from "../../domain/history/membership-events";
import { maintenanceAnnounced, maintenanceEnded } from "../../domain/history/maintenance-events";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import type { MaintenanceOutcome } from "../../domain/maintenance/planned-change";
import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { ShardAssignment } from "../../domain/membership/topology";
import type { ClusterAdmin, TenantLimit, TenantOutcome } from "../../http/routing/cluster-admin";

/** Records the changes that another one makes. */
export class RecordingClusterAdmin implements ClusterAdmin {
  readonly #admin: ClusterAdmin;
  readonly #topology: ControlPlane["topology"];
  readonly #recorder: EventRecorder;
  readonly #moment: () => ChangeMoment;

  /** @param moment - asked after each change. */
  constructor(
    admin: ClusterAdmin,
    { topology }: Pick<ControlPlane, "topology">,
    recorder: EventRecorder,
    moment: () => ChangeMoment,
  ) {
    this.#admin = admin;
    this.#topology = topology;
    this.#recorder = recorder;
    this.#moment = moment;
  }

  get keptIn(): string | undefined {
    return this.#admin.keptIn;
  }

  async assignShard(assignment: ShardAssignment): Promise<boolean> {
    const before = this.#topology.homeOf(assignment.shardId);
    const isNew = await this.#admin.assignShard(assignment);
    // Sent again, it changes nothing.
    if (isNew || before !== assignment.regionId)
      this.#recorder.record(shardAssigned(assignment, isNew ? undefined : before, this.#moment()));
    return isNew;
  }

  async removeShard(shardId: ShardId): Promise<boolean> {
    const before = this.#topology.homeOf(shardId);
    const isRemoved = await this.#admin.removeShard(shardId);
    if (isRemoved) this.#recorder.record(shardRemoved(shardId, before, this.#moment()));
    return isRemoved;
  }

  async removeRegion(regionId: RegionId): Promise<boolean> {
    const isRemoved = await this.#admin.removeRegion(regionId);
    if (isRemoved) this.#recorder.record(regionRemoved(regionId, this.#moment()));
    return isRemoved;
  }

  async putTenant(config: TenantConfig, limit: TenantLimit): Promise<TenantOutcome> {
    const outcome = await this.#admin.putTenant(config, limit);
    if (outcome === "full") return outcome;
    const kind = outcome === "added" ? "tenant_added" : "tenant_changed";
    this.#recorder.record(tenantEvent(kind, config.tenantId, this.#moment().atNs));
    return outcome;
  }

  async removeTenant(tenantId: TenantId): Promise<boolean> {
    const isRemoved = await this.#admin.removeTenant(tenantId);
    if (isRemoved) this.#recorder.record(tenantEvent("tenant_removed", tenantId, this.#moment().atNs));
    return isRemoved;
  }

  /** A lease that is renewed every minute is one event. */
  async announce(request: MaintenanceRequest): Promise<MaintenanceOutcome> {
    const outcome = await this.#admin.announce(request);
    if (outcome.kind === "announced")
      this.#recorder.record(maintenanceAnnounced(outcome.window, this.#moment()));
    return outcome;
  }

  async endMaintenance(id: string): Promise<boolean> {
    const isEnded = await this.#admin.endMaintenance(id);
    if (isEnded) this.#recorder.record(maintenanceEnded(id, this.#moment().atNs));
    return isEnded;
  }
}
