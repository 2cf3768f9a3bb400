import { subjectsInTrouble } from "../signals/incident";
import type { IncidentSubject } from "../signals/incident-subject";
import { alertTimes } from "./alert-entry";
import type { AlertEntry, AlertTimes } from "./alert-entry";
import type { AlertTemplate } from "./alert-template";
import { incidentFacts, incidentSince, incidentTitle, leadershipTitle } from "./incident-texts";
import { waits } from "./runbook-phrase";

/** What heals within a minute pages nobody. After its end the evidence of it takes some seconds to go: what has waited is sent and applied. */
const AGE_MS = 70_000;

/** What heals is told at once: the record of an incident holds on, not its alert. */
function pageTimes(): AlertTimes {
  return alertTimes(AGE_MS, 0);
}

const WAITS = [waits((time) => `lasted ${time}`)];

/** What is broken: one alert for each subject, whatever the cause is or becomes. All of them page. */
export const INCIDENT_ALERTS = [
  {
    name: "TidaldbNothingHeard",
    severity: "critical",
    incident: "cluster",
    times: pageTimes,
    signal: (promql) => subjectsInTrouble(promql, "cluster"),
    seriesLabels: [],
    summary: "Whole regions fell silent at the same time.",
    description: (template) =>
      facts("cluster", template, `Whole regions${template.ofCluster()} are not heard.`),
    annotations: { title: incidentTitle("cluster", "Nothing"), since: incidentSince("cluster") },
    dashboard: { name: "overview", variables: [] },
    runbook: WAITS,
  },
  {
    name: "TidaldbRegionInTrouble",
    severity: "critical",
    incident: "region",
    times: pageTimes,
    signal: (promql) => subjectsInTrouble(promql, "region"),
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "A region is silent, cut off, behind, or does not ship.",
    description: (template) =>
      facts("region", template, `Region ${template.label("region")}${template.ofCluster()} is in trouble.`),
    annotations: {
      title: (template) => incidentTitle("region", template.label("region"))(template),
      since: incidentSince("region"),
    },
    dashboard: { name: "region", variables: ["region"] },
    runbook: WAITS,
  },
  {
    name: "TidaldbLinkInTrouble",
    severity: "critical",
    incident: "link",
    times: pageTimes,
    signal: (promql) => subjectsInTrouble(promql, "link"),
    seriesLabels: ["region", "peer"],
    labels: { region: "region", peer: "peer" },
    summary: "Two regions do not get each other's writes.",
    description: (template) =>
      facts(
        "link",
        template,
        `The link between the regions ${template.label("region")} and ${template.label("peer")}${template.ofCluster()} is broken.`,
      ),
    annotations: {
      title: (template) =>
        incidentTitle("link", `Link ${template.label("region")} - ${template.label("peer")}`)(template),
      since: incidentSince("link"),
    },
    dashboard: { name: "replication", variables: ["region"] },
    runbook: WAITS,
  },
  {
    name: "TidaldbReplicaInTrouble",
    severity: "critical",
    incident: "replica",
    times: pageTimes,
    signal: (promql) => subjectsInTrouble(promql, "replica"),
    seriesLabels: ["region", "shard"],
    labels: { region: "region", shard: "shard" },
    summary: "A replica of a shard is silent, unstable or behind.",
    description: (template) =>
      facts(
        "replica",
        template,
        `Shard ${template.label("shard")} in region ${template.label("region")}${template.ofCluster()} is in trouble.`,
      ),
    annotations: {
      title: (template) =>
        incidentTitle("replica", `Shard ${template.label("shard")} in ${template.label("region")}`)(template),
      since: incidentSince("replica"),
    },
    dashboard: { name: "replication", variables: ["region", "shard"] },
    runbook: WAITS,
  },
  {
    name: "TidaldbLeadershipLost",
    severity: "critical",
    incident: "shard",
    times: pageTimes,
    signal: (promql) => subjectsInTrouble(promql, "shard"),
    seriesLabels: ["shard"],
    labels: { shard: "shard" },
    summary: "A shard has two leaders, or none.",
    description: (template) =>
      facts(
        "shard",
        template,
        `Shard ${template.label("shard")}${template.ofCluster()} has lost its leadership.`,
      ),
    annotations: {
      title: (template) => leadershipTitle(`Shard ${template.label("shard")}`)(template),
      since: incidentSince("shard"),
    },
    dashboard: { name: "replication", variables: ["shard"] },
    runbook: WAITS,
  },
  {
    name: "TidaldbSourceInTrouble",
    severity: "critical",
    incident: "source",
    times: pageTimes,
    signal: (promql) => subjectsInTrouble(promql, "source"),
    seriesLabels: ["source"],
    labels: { source: "source" },
    summary: "A source gives no evidence, and nothing else tells of its replicas.",
    description: (template) =>
      facts(
        "source",
        template,
        `Source ${template.label("source")}${template.ofCluster()} gives no evidence.`,
      ),
    annotations: {
      title: (template) => incidentTitle("source", `Source ${template.label("source")}`)(template),
      since: incidentSince("source"),
    },
    dashboard: { name: "exporter", variables: [] },
    runbook: WAITS,
  },
] as const satisfies readonly AlertEntry[];

function facts(subject: IncidentSubject, template: AlertTemplate, what: string): string {
  return what + incidentFacts(subject, template);
}
