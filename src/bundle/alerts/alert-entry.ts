import type { Promql } from "../promql/promql";
import type { IncidentSubject } from "../signals/incident-subject";
import type { Signal } from "../signals/signal";
import type { BaseOptions, BundleWindows } from "../terms/base-options";
import type { DashboardName } from "../terms/dashboard-link";
import type { AlertTemplate } from "./alert-template";
import type { RunbookPhrase } from "./runbook-phrase";
import type { Severity } from "./severity";

/** How long an alert waits before it fires, and how long it goes on firing when its expression turns false. */
export interface AlertTimes {
  /** 0: fires at the first evaluation. */
  readonly forMs: number;
  /** 0: resolves at the first evaluation that finds nothing. */
  readonly keepFiringForMs: number;
}

/** Whether an alert is there at all, and who is told of it. */
export interface AlertUrgency {
  /** Whether the rules have it. One that they do not have fires for nobody, and silences nothing. */
  readonly enabled: boolean;
  readonly severity: Severity;
  /** Whether it pages. A critical alert always does. */
  readonly pages: boolean;
}

/** Lengths of time, in milliseconds, that the default times of alerts are made of; they follow the exporter's settings. */
export interface TimeSpans {
  /** A restart of the exporter, as far as its series are missing, and two scrapes. */
  readonly gapMs: number;
  /** From the start of the exporter until a replica that stays silent is Offline, and two scrapes. */
  readonly pendingPhaseMs: number;
  /** Both, one after the other. */
  readonly restartMs: number;
  /** The same for slopes: they need their window filled again after a gap before they say the same as before it. */
  readonly restartOfSlopeMs: number;
  /** Longer than what this alert silences goes on firing. */
  readonly outlastSilencedMs: number;
}

/** A stretch of time that an alert must wait longer than, or less than, to be of any use. */
export interface WaitingBound {
  readonly mustBe: "longer" | "shorter";
  readonly than: Exclude<keyof BundleWindows, "throughputSeasonsAgoMs">;
  /** What counts of that window where it is not all of it, and how a message names that. */
  readonly part?: { readonly ms: (windows: BundleWindows) => number; readonly text: string };
  /** An evaluation has to take place within the window as well. */
  readonly withEvaluation?: true;
  /** What goes wrong otherwise. */
  readonly why: string;
}

/**
 * All that is said of one alert. Its rule, its default times, its options, its section of the documents and its place in the
 * tables of names follow.
 */
export interface AlertEntry<Name extends string = string> {
  /** Its runbook and its rule tests are called the same. */
  readonly name: Name;
  readonly severity: Severity;
  /** Pages although its severity does not. */
  readonly pages?: true;
  /** Its times by default. */
  readonly times: (spans: TimeSpans) => AlertTimes;
  /** What the time that it waits has to go together with, whatever it is set to. */
  readonly waiting?: readonly WaitingBound[];
  /**
   * The alert that silences it and must outlive it: Alertmanager sends what still fires when its silencer resolves. The
   * inhibitions of alertmanager.yml are these and further ones, in which both end with the same thing.
   */
  readonly silencedBy?: Name;
  /** Fires for each series that it has. */
  readonly signal: (promql: Promql) => Signal;
  /**
   * What its incidents are about. It waits by the age of an incident on the exporter's clock, in its record; and its record
   * holds on while nobody can tell.
   */
  readonly incident?: IncidentSubject;
  /** Fires although there may be no series that tells where. */
  readonly mayLackSeries?: true;
  /** The labels of the catalogue that these series have beside the scope. */
  readonly seriesLabels: readonly string[];
  /** Further labels of the alert: each has the value of a label of its series. */
  readonly labels?: Readonly<Record<string, string>>;
  /** One sentence without values, so that it is the same for all that fire: it makes good subjects. */
  readonly summary: string;
  /** The facts, as a Go template, with values in units for people. */
  readonly description: (template: AlertTemplate, options: BaseOptions, times: AlertTimes) => string;
  /** Further annotations by name, as Go templates. */
  readonly annotations?: Readonly<Record<string, (template: AlertTemplate) => string>>;
  /** Where to look, and the labels that set variables there, beside the cluster. Without a list no variable is set. */
  readonly dashboard: { readonly name: DashboardName; readonly variables?: readonly string[] };
  /**
   * What its runbook says of limits and times, in prose and in queries, but for the two limits of the exporter, which are
   * named in many.
   */
  readonly runbook?: readonly RunbookPhrase[];
}

/** The times of an alert, in milliseconds. */
export function alertTimes(forMs: number, keepFiringForMs: number): AlertTimes {
  return { forMs, keepFiringForMs };
}
