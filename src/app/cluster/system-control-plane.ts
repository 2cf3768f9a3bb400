import { ControlPlane } from "../../domain/control-plane";
import type { ControlPlaneOptions } from "../../domain/control-plane-options";
import type { ReplicationLagGauge } from "../../domain/lag/replication-lag-gauge";
import type { TenantRouter } from "../../domain/placement/tenant-router";
import type { Topology } from "../../domain/membership/topology";
import { printClusterHealth } from "../../wire/shapes/cluster-health";
import { processorTimeMs } from "./processor-time";
import { systemClock } from "./system-clock";

/** The control plane as an application embeds it: on the machine's clocks unless told otherwise, and able to print itself. */
export class SystemControlPlane extends ControlPlane {
  /** @throws RangeError when region names are ambiguous. */
  constructor(
    topology: Topology,
    tenantRouter: TenantRouter,
    lagGauge: ReplicationLagGauge,
    options: Partial<ControlPlaneOptions> = {},
  ) {
    super(topology, tenantRouter, lagGauge, { clock: systemClock(), workedMs: processorTimeMs, ...options });
  }

  /** The present health as pretty-printed JSON. `parseClusterHealth` reads it back without loss. */
  healthJson(): string {
    return printClusterHealth(this.health());
  }
}
