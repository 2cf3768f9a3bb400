import type { Logger } from "pino";
import type { Config } from "../../config/config";
import type { ControlPlane } from "../../domain/control-plane";
import { ReplicationLagGauge } from "../../domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../domain/placement/tenant-router";
import { Topology } from "../../domain/membership/topology";
import type { Store } from "../../store/store";
import { SystemControlPlane } from "./system-control-plane";

/**
 * A control plane as a configuration wants it, with all that a store holds: topology, tenants, who left, who was known and what is planned.
 *
 * @throws StoreError when the state cannot be read.
 */
export async function buildControlPlane(config: Config, store: Store, logger: Logger): Promise<ControlPlane> {
  const { shards, tenants, retired, known, maintenance = [] } = await store.load();
  const topology = new Topology(shards);
  const tenantRouter = new TenantRouter(topology);
  for (const tenant of tenants) tenantRouter.registerTenant(tenant);
  const controlPlane = new SystemControlPlane(topology, tenantRouter, new ReplicationLagGauge(), {
    ...config.controlPlane,
    onListenerError: (err, event) => {
      const about = "incident" in event ? event.incident.title : event.name;
      logger.error({ err, about }, "a listener of transitions or incidents failed; the others were told");
    },
  });
  controlPlane.membershipRecord.restore(retired, known);
  controlPlane.maintenance.replace(maintenance);
  return controlPlane;
}
