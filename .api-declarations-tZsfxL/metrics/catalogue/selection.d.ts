import type { Metric } from "../terms/metric";
import type { DetailLevel, MetricGroup } from "../terms/metric-group";
import type { Result } from "../../domain/terms/result";
/** The groups that a scrape asked for, or a sentence that names the one nobody knows. */
export type GroupsResult = Result<ReadonlySet<MetricGroup>>;
/**
 * Reads the values of `collect[]`. None means all groups; naming one twice is naming it once. An unknown name is an
 * error rather than everything or nothing: a typo would otherwise show up as a missing alert.
 */
export declare function parseGroups(names: readonly string[]): GroupsResult;
/** The groups that are served: those asked for (undefined: all), less those that the detail level leaves out. */
export declare function servedGroups(detail: DetailLevel, asked?: ReadonlySet<MetricGroup>): ReadonlySet<MetricGroup>;
/** The metrics of some groups, in the order of the catalogue. */
export declare function metricsOf<M extends Metric>(catalogue: readonly M[], groups: ReadonlySet<MetricGroup>): readonly M[];
