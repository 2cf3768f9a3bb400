import type { Config } from "../config/config";
import type { ControlPlane } from "../domain/control-plane";
import type { Exposition } from "../metrics/exposition";
import type { ConfigStore } from "../store/config-store";

/** What a reloaded configuration changes while the exporter runs. */
export interface Reconfigurable {
  readonly controlPlane: ControlPlane;
  readonly exposition: Exposition;
  /** Undefined when topology and tenants are not kept in the configuration. */
  readonly configStore: ConfigStore | undefined;
}

/**
 * Puts a checked configuration into force.
 *
 * @throws RangeError when it is inconsistent, which the check should have found; nothing is changed then.
 */
export function applyConfig(config: Config, { controlPlane, exposition, configStore }: Reconfigurable): void {
  controlPlane.configure(config.controlPlane);
  exposition.detail = config.metrics.detail;
  exposition.maxSeries = config.metrics.maxSeries;
  if (!configStore) return;
  configStore.replace({ shards: config.topology, tenants: config.tenants, retired: [] });
  controlPlane.replaceTopology(config.topology);
  replaceTenants(config, controlPlane);
}

function replaceTenants({ tenants }: Config, { tenantRouter }: ControlPlane): void {
  const wanted = new Set(tenants.map(({ tenantId }) => tenantId));
  for (const { tenantId } of tenantRouter.tenants) {
    if (!wanted.has(tenantId)) tenantRouter.removeTenant(tenantId);
  }
  for (const tenant of tenants) tenantRouter.registerTenant(tenant);
}
