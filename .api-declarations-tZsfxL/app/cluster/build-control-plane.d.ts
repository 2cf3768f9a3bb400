import type { Logger } from "pino";
import type { Config } from "../../config/config";
import type { ControlPlane } from "../../domain/control-plane";
import type { Store } from "../../store/store";
/**
 * A control plane as a configuration wants it, with all that a store holds: topology, tenants, who left and who was known.
 *
 * @throws StoreError when the state cannot be read.
 */
export declare function buildControlPlane(config: Config, store: Store, logger: Logger): Promise<ControlPlane>;
