import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";
/** What an incident can be about: all that has the same labels makes one alert, whatever the cause becomes. */
export type IncidentSubject = "cluster" | "region" | "link" | "replica" | "shard";
/** The labels of the catalogue that tell subjects of a sort apart. */
export declare function subjectLabels(subject: IncidentSubject): readonly string[];
/** The causes that incidents about subjects of a sort can have. */
export declare function subjectCauses(subject: IncidentSubject): readonly string[];
/** The series in which Prometheus remembers which subjects are in trouble: 1 while they are, 0 once when it ends. */
export declare function incidentRecord(subject: IncidentSubject): string;
/** Subjects of a sort that are in trouble. */
export declare function subjectsInTrouble(promql: Promql, subject: IncidentSubject): Signal;
/**
 * What {@link subjectsInTrouble} reads, a state from one evaluation to the next. It begins with an incident that is old
 * enough by the clock of the exporter that found it; stays while there is one, whatever its age, and while nobody can tell;
 * and says 0 once when it ends, so that a later look back does not take the last 1 for what is still so.
 */
export declare function incidentState(promql: Promql, subject: IncidentSubject, ageMs: number): Signal;
/**
 * Clusters of which nobody can tell at present whether anything is over: no exporter of theirs is scraped and settled, or one
 * that was a moment ago is not, and may be the only one that sees something.
 */
export declare function blindness(promql: Promql): Signal;
/** Which regions each exporter hears, as far as it is settled. */
export declare function heardRegions(promql: Promql): Signal;
/** Which of the replicas that some exporter misses each exporter hears, as far as it is settled. */
export declare function heardReplicas(promql: Promql): Signal;
/** The series that the signals above read of each other, by name. */
export declare function incidentSupport(promql: Promql): Readonly<Record<"slow" | "fast", Readonly<Record<string, Signal>>>>;
/** Regions of which it is known what is wrong with them, or that are Offline. */
export declare function involvedRegions(promql: Promql): Signal;
