import type { IncidentSubject } from "../signals/incident";
import type { AlertTemplate } from "./alert-template";
/** One line for a locked phone, below 70 characters as long as names are short: what, and how bad. */
export declare function incidentTitle(subject: IncidentSubject, name: string): (template: AlertTemplate) => string;
/** The same of leadership, which is not the subject's being but its having. */
export declare function leadershipTitle(name: string): (template: AlertTemplate) => string;
/** When it began, by the exporter's clock: not when somebody was told. Empty while no exporter is seen. */
export declare function incidentSince(subject: IncidentSubject): (template: AlertTemplate) => string;
/** What is known of it: the cause in a sentence, and its sizes. */
export declare function incidentFacts(subject: IncidentSubject, template: AlertTemplate): string;
