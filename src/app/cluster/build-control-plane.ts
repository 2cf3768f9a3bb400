import type { Logger } from "pino";
import type { Config } from "../../config/config";
import type { ControlPlane } from "../../domain/control-plane";
import { ReplicationLagGauge } from "../../domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../domain/placement/tenant-router";
import { Topology } from "../../domain/membership/topology";
import type { ControlPlaneOptions } from "../../domain/control-plane-options";
import type { Store } from "../../store/store";
import { SystemControlPlane } from "./system-control-plane";

/** What is put in front of a control plane as soon as it is there. */
export interface ControlPlaneWitness {
  /** The time that it is built with. */
  readonly timing: Pick<ControlPlaneOptions, "clock" | "workedMs">;
  attach(controlPlane: ControlPlane): void;
}

/**
 * A control plane as a configuration wants it, with all that a store holds: topology, tenants, who left, who was known and what is planned.
 *
 * @param witness - sees all that happens to it from its beginning on.
 * @throws StoreError when the state cannot be read.
 */
export async function buildControlPlane(
  config: Config,
  store: Store,
  logger: Logger,
  witness?: ControlPlaneWitness,
): Promise<ControlPlane> {
  const { shards, tenants, retired, known, maintenance = [] } = await store.load();
  const topology = new Topology(shards);
  const tenantRouter = new TenantRouter(topology);
  for (const tenant of tenants) tenantRouter.registerTenant(tenant);
  const controlPlane = new SystemControlPlane(topology, tenantRouter, new ReplicationLagGauge(), {
    ...config.controlPlane,
    ...witness?.timing,
    onListenerError: (err, event) => {
      const about = "incident" in event ? event.incident.title : event.name;
      logger.error({ err, about }, "a listener of transitions or incidents failed; the others were told");
    },
  });
  witness?.attach(controlPlane);
  controlPlane.membershipRecord.restore(retired, known);
  controlPlane.maintenance.replace(maintenance);
  return controlPlane;
}
