import type { Logger } from "pino";
import type { SheddingChange } from "../../metrics/terms/series-budget";
/** Logs once that scrapes leave out groups of metrics for the sake of the budget, and once that they do not any more. */
export declare function logShedding({ maxSeries, series, shedGroups }: SheddingChange, logger: Logger): void;
