import type { Logger } from "pino";
import type { ControlPlane } from "../domain/control-plane";
import type { RegionTransition } from "../domain/region-transitions";
import { isWorse } from "../domain/cluster-health";

/** A region with thousands of shards down needs a line in the log, not a book; all reasons are in /health.json. */
const MAX_REASONS = 5;

/** Logs each change of a region's state once: as a warning when it became worse than Healthy, else as information. */
export function logTransitions(controlPlane: ControlPlane, logger: Logger): () => void {
  return controlPlane.onTransition((transition) => {
    const fields = transitionFields(transition);
    const message = `region ${transition.name} went from ${transition.from} to ${transition.to}`;
    if (isWorse(transition.to, "Unknown")) logger.warn(fields, message);
    else logger.info(fields, message);
  });
}

function transitionFields({ regionId, name, from, to, reasons }: RegionTransition): Record<string, unknown> {
  return {
    region: name,
    region_id: regionId,
    from,
    to,
    reasons: reasons.slice(0, MAX_REASONS).map(({ rule, shardId, follower, observed, threshold }) => ({
      rule,
      shard: shardId,
      follower,
      observed,
      threshold,
    })),
    reason_count: reasons.length,
  };
}
