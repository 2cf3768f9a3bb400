import type { Logger } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
/**
 * Logs what is broken: a line when an incident begins, one when it becomes another cause, as warnings, and one when it ends, with
 * how long it lasted. So many in half a minute; of more, how many there were.
 *
 * @returns a function that ends it.
 */
export declare function logIncidents(controlPlane: Pick<ControlPlane, "onIncident">, logger: Logger): () => void;
