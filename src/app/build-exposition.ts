import { setImmediate as nextTurn } from "node:timers/promises";
import type { ControlPlane } from "../domain/control-plane";
import type { RegionCourses } from "../domain/history/region-courses";
import { Exposition } from "../metrics/exposition";
import type { ExpositionOptions } from "../metrics/exposition";
import { PromClientSelfMetrics } from "../metrics/process/self-metrics";
import type { EventLoopWatch } from "./background/event-loop-watch";
import { systemClock } from "./cluster/system-clock";
import type { ExporterOptions } from "./exporter-options";
import { logShedding } from "./logging/log-shedding";

/** What a scrape tells of. */
export interface Exposed extends Pick<ExpositionOptions, "programStatus"> {
  readonly controlPlane: ControlPlane;
  /** Sees the totals of each scrape. */
  readonly courses: RegionCourses;
  readonly eventLoopWatch: EventLoopWatch;
}

/** The exposition of a running exporter, with the detail and the budget that its configuration names at this moment. */
export function buildExposition({ reloader, logger }: ExporterOptions, exposed: Exposed): Exposition {
  const { controlPlane, courses, eventLoopWatch, programStatus } = exposed;
  const { detail, maxSeries } = reloader.current.config.metrics;
  return new Exposition({
    totals: () => courses.observe(controlPlane.totals()),
    totalsUnless: (isTooLong) => {
      const totals = controlPlane.totalsUnless(isTooLong);
      return totals && courses.observe(totals);
    },
    replicas: controlPlane.replicas,
    isRegionNamed: (regionId) => controlPlane.isRegionNamed(regionId),
    programStatus,
    detail,
    maxSeries,
    onShedding: (change) => {
      logShedding(change, logger);
    },
    nextTurn,
    clock: systemClock(),
    selfMetrics: new PromClientSelfMetrics(
      () => eventLoopWatch.take(),
      (metric, err) => {
        logger.warn({ err, metric }, "a metric about this process could not be measured and is left out");
      },
    ),
  });
}
