import type { ControlPlane } from "../domain/control-plane";
import type { Refusals } from "../http/refusals";

/** How often it is looked whether the log has to say what limits refused. Milliseconds. */
const INTERVAL_MS = 1_000;

/**
 * Lets the log say what limits refuse while a flood of it goes on, and counts what the control plane itself refused. Does
 * not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export function startSummarisingRefusals(
  controlPlane: Pick<ControlPlane, "refusedReplicas">,
  refusals: Refusals,
): () => void {
  let known = controlPlane.refusedReplicas;
  const timer = setInterval(() => {
    const count = controlPlane.refusedReplicas - known;
    known += count;
    if (count > 0) refusals.note("unknown_replicas", { count });
    refusals.summarise();
  }, INTERVAL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
