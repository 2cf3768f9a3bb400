import {
  cpuUse,
  eventLoopDelay,
  garbageCollection,
  memory,
  openFiles,
  renderTime,
  scrapeTime,
  servedSeries,
} from "../signals/panels/exporter-process";
import {
  certificateEnd,
  exporterStarted,
  exporterUp,
  heartbeatRate,
  limitRefusals,
  refusedHeartbeats,
  reloadSuccessful,
  reloadedAt,
  requestTime,
  stallShare,
} from "../signals/panels/exporter-work";
import type { PanelPromql } from "../signals/panels/panel-promql";
import type { Signal } from "../signals/signal";
import { besideExporter, exporterRows } from "../signals/panels/table-rows";
import type { DashboardContent } from "./dashboard-shell";
import type { Band, PanelBuilder } from "./layout/grid";
import { filledLook, statPanel } from "./panels/stat-panel";
import { stateTimelinePanel } from "./panels/state-timeline-panel";
import { tablePanel } from "./panels/table-panel";
import { timeSeriesPanel } from "./panels/time-series-panel";
import type { Limits } from "./panels/thresholds";
import { waysIn } from "./sections/ways-in";
import { yesNoMappings } from "./panels/value-mappings";

/** Whether what the other dashboards show can be believed: the exporter itself. */
export const EXPORTER: DashboardContent = {
  name: "exporter",
  title: "tidalDB / Exporter",
  description: "Whether the exporter works: what comes in, what goes out, and what it takes.",
  variables: ["cluster", "job", "instance"],
  sections: (promql) => [
    { bands: [tiles(promql), reachable(promql), { height: 5, panels: [[24, exportersTable(promql)]] }] },
    { heading: "Work", bands: [...work(promql), times(promql)] },
    { heading: "Process", bands: [processHealth(promql), ...processUse(promql)] },
    waysIn(promql),
  ],
};

function tiles(promql: PanelPromql): Band {
  return {
    height: 4,
    panels: [
      [
        5,
        statPanel([exporterUp(promql)], {
          ...filledLook(yesNoMappings("Up", "Down")),
          noValue: "Absent",
          noValueColour: "offline",
        }),
      ],
      [5, statPanel([reloadSuccessful(promql)], filledLook(yesNoMappings("Loaded", "Refused")))],
      [4, statPanel([exporterStarted(promql)])],
      [
        3,
        statPanel([refusedHeartbeats(promql)], {
          limits: REJECTED_LIMITS,
          decimals: 1,
          noValue: "no heartbeats",
        }),
      ],
      [4, statPanel([servedSeries(promql)], { limits: seriesLimits(promql) })],
      [3, statPanel([stallShare(promql)], { limits: STALL_LIMITS, decimals: 1 })],
    ],
  };
}

/** Any rejected heartbeat points to a bug; the alert fires later than this colour changes. */
const REJECTED_LIMITS: Limits = { base: "healthy", steps: [[0.001, "degraded"]] };
const STALL_LIMITS: Limits = { base: "healthy", steps: [[0.001, "degraded"]] };

function seriesLimits({ options }: PanelPromql): Limits {
  return { base: "neutral", steps: [[options.thresholds.seriesBudget, "degraded"]] };
}

function renderLimits({ options }: PanelPromql): Limits {
  return { base: "neutral", steps: [[options.thresholds.renderMs / 1000, "degraded"]] };
}

function reachable(promql: PanelPromql): Band {
  return {
    height: 5,
    panels: [
      [12, stateTimelinePanel(exporterUp(promql), yesNoMappings("Up", "Down"))],
      [12, stateTimelinePanel(reloadSuccessful(promql), yesNoMappings("Loaded", "Refused"))],
    ],
  };
}

function exportersTable(promql: PanelPromql): PanelBuilder {
  return tablePanel(promql, {
    title: "Exporters",
    description:
      "The exporters that Prometheus should scrape: what they run, and since when. No more is known of one that is down. " +
      "Without TLS there is no certificate that ends.",
    rows: exporterRows(promql),
    labels: [
      { label: promql.clusterLabel, heading: "Cluster" },
      { label: "instance", heading: "Instance" },
      { label: "version", heading: "Version", width: 100 },
      { label: "revision", heading: "Revision" },
      { label: "node_version", heading: "Node", width: 100 },
    ],
    values: [
      {
        signal: besideExporter(promql, exporterUp(promql)),
        heading: "Scraped",
        mappings: yesNoMappings("Up", "Down"),
        width: 90,
      },
      { signal: besideExporter(promql, exporterStarted(promql)), heading: "Started" },
      { signal: besideExporter(promql, reloadedAt(promql)), heading: "Configuration loaded", width: 170 },
      { signal: besideExporter(promql, certificateEnd(promql)), heading: "Certificate ends" },
      { signal: besideExporter(promql, servedSeries(promql)), heading: "Series", width: 90 },
      { signal: besideExporter(promql, renderTime(promql)), heading: "Render time", width: 110 },
    ],
    sortBy: [{ heading: "Instance", ascending: true }],
  });
}

const RENDER_AND_SCRAPE = {
  title: "Render and scrape time",
  description:
    "Time that the exporter works on a scrape, and time that the whole scrape takes Prometheus, the network included.",
} as const;

function work(promql: PanelPromql): readonly Band[] {
  const renderAndScrape = [{ ...renderTime(promql), ...RENDER_AND_SCRAPE }, scrapeTime(promql)] as const;
  return sideBySide(
    timeSeriesPanel([heartbeatRate(promql)], { stateLines: true }),
    timeSeriesPanel([limitRefusals(promql)], { noValue: "none refused" }),
    timeSeriesPanel(renderAndScrape, { limits: renderLimits(promql), legend: "right" }),
    timeSeriesPanel([servedSeries(promql)], { legend: "right" }),
  );
}

/** Four graphs, two in a band: beside each has room what several exporters are called. */
function sideBySide(
  ...[a, b, c, d]: readonly [PanelBuilder, PanelBuilder, PanelBuilder, PanelBuilder]
): readonly Band[] {
  return [
    {
      height: 7,
      panels: [
        [12, a],
        [12, b],
      ],
    },
    {
      height: 7,
      panels: [
        [12, c],
        [12, d],
      ],
    },
  ];
}

function times(promql: PanelPromql): Band {
  const panel = (what: "ingest" | "scrape"): PanelBuilder => {
    const most = requestTime(promql, what, 0.99);
    return timeSeriesPanel([requestTime(promql, what, 0.5), most], {
      dashed: [most],
      noValue: "no requests",
    });
  };
  return {
    height: 7,
    panels: [
      [12, panel("ingest")],
      [12, panel("scrape")],
    ],
  };
}

function processHealth(promql: PanelPromql): Band {
  return {
    height: 8,
    panels: [
      [12, timeSeriesPanel(several(eventLoopDelay(promql)), { legend: "right" })],
      [12, timeSeriesPanel(several(memory(promql)), { legend: "right" })],
    ],
  };
}

function processUse(promql: PanelPromql): readonly Band[] {
  return sideBySide(
    timeSeriesPanel([cpuUse(promql)], { legend: "right" }),
    timeSeriesPanel([garbageCollection(promql)], { legend: "right" }),
    timeSeriesPanel([openFiles(promql)], { legend: "right" }),
    timeSeriesPanel([stallShare(promql)], { atLeastTo: 0.01, legend: "right" }),
  );
}

function several(signals: readonly Signal[]): [Signal, ...Signal[]] {
  const [first, ...rest] = signals;
  if (first === undefined) throw new Error("a panel needs at least one signal");
  return [first, ...rest];
}
