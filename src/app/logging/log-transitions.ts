import type { Logger } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
import type { RegionTransition } from "../../domain/regions/region-transitions";
import { isWorse } from "../../domain/terms/cluster-health";
import { repeatEvery } from "../../concurrency/repeat-every";

/** A region with thousands of shards down needs a line in the log, not a book; all reasons are in /health.json. */
const MAX_REASONS = 5;

/**
 * Changes of regions that nobody named which get a line of their own in each interval. Any sender of heartbeats can make up
 * such regions and let them change as often as they like; real ones without names are fewer.
 */
const MOST_UNNAMED = 32;
const INTERVAL_MS = 30_000;

const SUMMARY =
  "regions that nobody named changed more often than is logged one by one; name them in cluster.regions, or, when somebody " +
  "makes them up, change the ingest tokens and lower max_unknown_regions";

/**
 * Logs each change of a region's state once: as a warning when it became worse than Healthy, else as information. Of regions that
 * neither the topology nor the configuration names, so many in half a minute; of more, how many there were.
 *
 * @returns a function that ends it.
 */
export function logTransitions(
  controlPlane: Pick<ControlPlane, "isRegionNamed" | "onTransition">,
  logger: Logger,
): () => void {
  let linesLeft = MOST_UNNAMED;
  let leftOut: Record<string, number> = {};
  const summarise = (): void => {
    linesLeft = MOST_UNNAMED;
    if (Object.keys(leftOut).length === 0) return;
    logger.warn({ by_new_state: leftOut }, SUMMARY);
    leftOut = {};
  };
  const stopListening = controlPlane.onTransition((transition) => {
    const { to } = transition;
    if (!controlPlane.isRegionNamed(transition.regionId)) {
      if (linesLeft === 0) {
        leftOut[to] = (leftOut[to] ?? 0) + 1;
        return;
      }
      linesLeft -= 1;
    }
    logTransition(transition, logger);
  });
  const stopSummarising = repeatEvery(INTERVAL_MS, summarise);
  return () => {
    stopSummarising();
    stopListening();
    summarise();
  };
}

function logTransition(transition: RegionTransition, logger: Logger): void {
  const message = `region ${transition.name} went from ${transition.from} to ${transition.to}`;
  if (isWorse(transition.to, "Unknown")) logger.warn(transitionFields(transition), message);
  else logger.info(transitionFields(transition), message);
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
