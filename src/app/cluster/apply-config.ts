import type { Config } from "../../config/config";
import type { ControlPlane } from "../../domain/control-plane";
import type { Exposition } from "../../metrics/exposition";
import type { ConfigStore } from "../../store/config-store";
import { takeSteps } from "../../concurrency/take-steps";

/** What a reloaded configuration changes while the exporter runs. */
export interface Reconfigurable {
  readonly controlPlane: ControlPlane;
  readonly exposition: Exposition;
  /** Undefined when topology and tenants are not kept in the configuration. */
  readonly configStore: ConfigStore | undefined;
  /** Resolves when other work has had its turn. */
  readonly nextTurn: () => Promise<void>;
}

/**
 * Puts a checked configuration into force, some of its shards and tenants at a time: tens of thousands of them at once would
 * hold up everything else.
 *
 * @throws RangeError when it is inconsistent, which the check should have found.
 */
export async function applyConfig(
  config: Config,
  { controlPlane, exposition, configStore, nextTurn }: Reconfigurable,
): Promise<void> {
  controlPlane.configure(config.controlPlane);
  exposition.detail = config.metrics.detail;
  exposition.maxSeries = config.metrics.maxSeries;
  if (!configStore) return;
  const { topology: shards, tenants, maintenance } = config;
  configStore.replace({ shards, tenants, retired: [], maintenance });
  controlPlane.maintenance.replace(maintenance);
  await takeSteps(controlPlane.replaceTopologyInSteps(config.topology), nextTurn);
  await takeSteps(controlPlane.tenantRouter.replaceInSteps(config.tenants), nextTurn);
}
