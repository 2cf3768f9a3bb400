import type { ControlPlane } from "../../domain/control-plane";
import type { RefusedByLimits } from "../../domain/membership/heartbeat-refusals";
import type { Refusals } from "../../http/limits/refusals";
import type { LimitName } from "../../limits/limits";
import { repeatEvery } from "../../concurrency/repeat-every";

/** How often it is looked whether the log has to say what limits refused. Milliseconds. */
const INTERVAL_MS = 1_000;

/** The control plane's own limits, as the others are called. */
const LIMITS: readonly (readonly [keyof RefusedByLimits, LimitName])[] = [
  ["unknownReplicas", "unknown_replicas"],
  ["unknownRegions", "unknown_regions"],
  ["followersPerHeartbeat", "followers_per_heartbeat"],
  ["followers", "followers"],
];

/**
 * Lets the log say what limits refuse while a flood of it goes on, and counts what the control plane itself refused. Does
 * not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export function startSummarisingRefusals(
  controlPlane: Pick<ControlPlane, "refusedByLimits">,
  refusals: Refusals,
): () => void {
  let known = controlPlane.refusedByLimits;
  return repeatEvery(INTERVAL_MS, () => {
    const now = controlPlane.refusedByLimits;
    for (const [name, limit] of LIMITS) {
      const count = now[name] - known[name];
      if (count > 0) refusals.note(limit, { count });
    }
    known = now;
    refusals.summarise();
  });
}
