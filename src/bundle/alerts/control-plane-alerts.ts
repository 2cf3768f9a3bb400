import { promqlDuration } from "../promql/promql-duration";
import {
  absentExporters,
  blindControlPlanes,
  restartingExporters,
  unreachableExporters,
} from "../signals/exporter";
import { disputedRegions } from "../signals/region";
import { durationText } from "../terms/amount-text";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import { waits } from "./runbook-phrase";

const MINUTE_MS = 60_000;

/** What is wrong with those that watch: none is there, none sees, or they see different things. */
export const CONTROL_PLANE_ALERTS = [
  {
    name: "TidaldbExporterUnreachable",
    severity: "critical",
    times: () => alertTimes(2 * MINUTE_MS, MINUTE_MS),
    signal: unreachableExporters,
    seriesLabels: ["instance"],
    summary: "Prometheus cannot scrape an exporter.",
    description: (template, _, { forMs }) =>
      `Scrapes of ${template.label("instance")}${template.ofCluster()} have failed for more than ` +
      `${promqlDuration(forMs)}. What it alone watches is not watched now: no other alert can fire for it.`,
    dashboard: { name: "exporter", variables: [] },
    runbook: [waits((time) => `failed to scrape it for ${time}`)],
  },
  {
    name: "TidaldbExporterAbsent",
    severity: "critical",
    // Fires while the pages that it silences still fire: no message says that what is not watched is over. A pod
    // that is replaced, and a Prometheus that starts, take less. Held on to longer than it waits: after an hour another
    // part of its expression takes over, with fewer labels.
    times: () => alertTimes(2 * MINUTE_MS, 6 * MINUTE_MS),
    waiting: [
      {
        mustBe: "shorter",
        than: "heardMs",
        withEvaluation: true,
        why: "an exporter that vanished beside others is forgotten before the alert fires",
      },
    ],
    signal: absentExporters,
    mayLackSeries: true,
    seriesLabels: [],
    summary: "Prometheus has no exporter to scrape.",
    description: (template, { jobName }) =>
      `There is no target of job ${jobName}${template.ofCluster()} any more. The cluster is not watched: ` +
      "no other alert can fire for it.",
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      ({ jobName }) => `the job \`${jobName}\``,
      ({ windows }) => `up{job="tidaldb-exporter"}[${promqlDuration(windows.heardMs)}]`,
      ({ windows }) => `ends by itself after ${durationText(windows.heardMs)}`,
    ],
  },
  {
    name: "TidaldbControlPlanesBlind",
    severity: "critical",
    // Its expression passes over scrapes that fail. It holds on so that an exporter which is settled at one scrape of many ends nothing.
    times: ({ pendingPhaseMs }) => alertTimes(pendingPhaseMs + 2 * MINUTE_MS, MINUTE_MS),
    signal: blindControlPlanes,
    seriesLabels: [],
    summary: "The exporters of a cluster answer, and know nothing.",
    description: (template, _, { forMs }) =>
      `The exporters${template.ofCluster()} have been blind for ${promqlDuration(forMs)}: none was up for long enough to ` +
      "have heard everybody, or nothing is heard at all. What breaks meanwhile is not found.",
    dashboard: { name: "exporter", variables: [] },
    runbook: [waits((time) => `For ${time} the`)],
  },
  {
    name: "TidaldbControlPlanesDisagree",
    severity: "warning",
    // A region that dies or comes back is found by each at its own time, and by a peer one interval later.
    times: ({ gapMs }) => alertTimes(2 * MINUTE_MS, gapMs),
    signal: disputedRegions,
    seriesLabels: ["region"],
    summary: "Exporters of a cluster disagree about a region.",
    description: (template) =>
      `One exporter${template.ofCluster()} hears region ${template.label("region")} and another calls it Offline. While one that ` +
      "is itself well hears it, that it is Offline pages nobody: the way to the other exporter is probably broken.",
    dashboard: { name: "region", variables: ["region"] },
    runbook: [waits((time) => `For ${time} one`)],
  },
  {
    name: "TidaldbExporterRestarting",
    severity: "warning",
    times: ({ gapMs }) => alertTimes(0, gapMs),
    signal: restartingExporters,
    seriesLabels: ["instance"],
    summary: "An exporter starts again and again.",
    description: (template, { windows }) =>
      `${template.label("instance")}${template.ofCluster()} started {{ $value | printf "%.0f" }} times in the last ` +
      `${promqlDuration(windows.restartsMs)}. While it starts it finds nothing Offline.`,
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      ({ thresholds, windows }) =>
        `${thresholds.restarts} times or more within ${durationText(windows.restartsMs)}`,
      ({ windows }) =>
        `process_start_time_seconds{job="tidaldb-exporter"}[${promqlDuration(windows.restartsMs)}]`,
    ],
  },
] as const satisfies readonly AlertEntry[];
