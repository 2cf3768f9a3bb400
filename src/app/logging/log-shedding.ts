import type { Logger } from "pino";
import type { SheddingChange } from "../../metrics/terms/series-budget";

/** Logs once that scrapes leave out groups of metrics for the sake of the budget, and once that they do not any more. */
export function logShedding({ maxSeries, series, shedGroups }: SheddingChange, logger: Logger): void {
  const fields = { max_series: maxSeries, series, groups: shedGroups };
  if (shedGroups.length === 0) {
    logger.info(fields, "scrapes leave nothing out any more: all series are within metrics.max_series");
    return;
  }
  logger.warn(
    fields,
    `scrapes leave out the group ${shedGroups.join(" and the group ")}: there are more series than metrics.max_series; ` +
      "raise it, or choose less detail with metrics.detail",
  );
}
