import type { Logger } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
/**
 * Logs each change of a region's state once: as a warning when it became worse than Healthy, else as information. Of regions that
 * neither the topology nor the configuration names, so many in half a minute; of more, how many there were.
 *
 * @returns a function that ends it.
 */
export declare function logTransitions(controlPlane: Pick<ControlPlane, "isRegionNamed" | "onTransition">, logger: Logger): () => void;
