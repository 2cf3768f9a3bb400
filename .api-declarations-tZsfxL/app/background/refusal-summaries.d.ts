import type { ControlPlane } from "../../domain/control-plane";
import type { Refusals } from "../../http/limits/refusals";
/**
 * Lets the log say what limits refuse while a flood of it goes on, and counts what the control plane itself refused. Does
 * not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export declare function startSummarisingRefusals(controlPlane: Pick<ControlPlane, "refusedByLimits">, refusals: Refusals): () => void;
