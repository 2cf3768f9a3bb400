import {
  natsAccepted,
  natsConnected,
  natsDropped,
  natsIn,
  natsOut,
  natsPassedOn,
  natsRows,
  stateWritable,
} from "../../signals/panels/nats-traffic";
import type { PanelPromql } from "../../signals/panels/panel-promql";
import {
  disagreementByRegion,
  peerDisagreement,
  peerLastSuccess,
  peerRows,
  peerUp,
} from "../../signals/panels/peer-reports";
import {
  sourceDisagreement,
  sourceErrors,
  sourceErrorsByReason,
  sourceLastSuccess,
  sourceRows,
  sourceSnapshotAge,
  sourceUp,
} from "../../signals/panels/source-reports";
import type { Band, PanelBuilder, Section } from "../layout/grid";
import { silenceLimits } from "../layout/limits";
import { tablePanel } from "../panels/table-panel";
import type { LabelColumn } from "../panels/table-panel";
import { noneIsGood } from "../panels/thresholds";
import type { Limits } from "../panels/thresholds";
import { timeSeriesPanel } from "../panels/time-series-panel";
import { yesNoMappings } from "../panels/value-mappings";

/** Any loss is worth a look; the alerts about it wait longer. */
const ANY_IS_BAD: Limits = { base: "healthy", steps: [[0.001, "degraded"]] };

/** What the one row of a table says when what it is about is not configured. */
const NOT_CONFIGURED = "none configured";

/** Sources, peers and NATS: how each does that is configured. What is not shows dashes, or says that there is nothing. */
export function waysIn(promql: PanelPromql): Section {
  return {
    heading: "Sources, peers and NATS",
    bands: [
      band(
        sourcesTable(promql),
        timeSeriesPanel([sourceErrorsByReason(promql)], { noValue: "no errors", legend: "values" }),
      ),
      band(
        peersTable(promql),
        timeSeriesPanel([disagreementByRegion(promql)], { noValue: "no disagreement", legend: "values" }),
      ),
      band(natsTable(promql), natsGraph(promql)),
    ],
  };
}

function band(table: PanelBuilder, graph: PanelBuilder): Band {
  return {
    height: 6,
    panels: [
      [15, table],
      [9, graph],
    ],
  };
}

function exporterColumns(promql: PanelPromql): readonly LabelColumn[] {
  return [
    { label: promql.clusterLabel, heading: "Cluster", width: 110 },
    { label: "instance", heading: "Instance" },
  ];
}

function sourcesTable(promql: PanelPromql): PanelBuilder {
  return tablePanel(promql, {
    title: "Sources",
    description: "Control planes that exporters poll for their health, each with the exporter that polls it.",
    rows: sourceRows(promql),
    whenEmpty: { source: NOT_CONFIGURED },
    labels: [...exporterColumns(promql), { label: "source", heading: "Source" }],
    values: [
      {
        signal: sourceUp(promql),
        heading: "Answers",
        mappings: yesNoMappings("Yes", "No"),
        width: 90,
      },
      { signal: sourceLastSuccess(promql), heading: "Last answer", width: 140 },
      {
        signal: sourceSnapshotAge(promql),
        heading: "Snapshot's age",
        width: 120,
        limits: silenceLimits(promql),
        decimals: 0,
      },
      { signal: sourceErrors(promql), heading: "Errors", width: 90, limits: ANY_IS_BAD, decimals: 1 },
      {
        signal: sourceDisagreement(promql),
        heading: "Disagrees on",
        width: 110,
        limits: noneIsGood("degraded"),
      },
    ],
    sortBy: [{ heading: "Answers", ascending: true }],
  });
}

function peersTable(promql: PanelPromql): PanelBuilder {
  return tablePanel(promql, {
    title: "Peers",
    description:
      "Other exporters of the cluster that each exporter asks what they see. Nothing is taken over from them.",
    rows: peerRows(promql),
    whenEmpty: { peer: NOT_CONFIGURED },
    labels: [...exporterColumns(promql), { label: "peer", heading: "Peer" }],
    values: [
      { signal: peerUp(promql), heading: "Answers", mappings: yesNoMappings("Yes", "No"), width: 90 },
      { signal: peerLastSuccess(promql), heading: "Last answer", width: 140 },
      {
        signal: peerDisagreement(promql),
        heading: "Disagrees on",
        width: 110,
        limits: noneIsGood("degraded"),
      },
    ],
    sortBy: [{ heading: "Answers", ascending: true }],
  });
}

function natsTable(promql: PanelPromql): PanelBuilder {
  return tablePanel(promql, {
    title: "State and NATS",
    description:
      "Whether each exporter can keep changes, and what it exchanges over NATS. A dash below State: topology and tenants are " +
      "declared in the configuration. Dashes in the other columns: heartbeats over NATS are not configured.",
    rows: natsRows(promql),
    whenEmpty: { instance: NOT_CONFIGURED },
    labels: exporterColumns(promql),
    values: [
      {
        signal: natsConnected(promql),
        heading: "NATS",
        mappings: yesNoMappings("Connected", "Cut off"),
        width: 100,
      },
      {
        signal: stateWritable(promql),
        heading: "State",
        mappings: yesNoMappings("Writable", "Read-only"),
        width: 100,
      },
      { signal: natsAccepted(promql), heading: "Received", width: 90, decimals: 1 },
      { signal: natsPassedOn(promql, "sent"), heading: "Passed on", width: 90, decimals: 1 },
      { signal: natsPassedOn(promql, "lost"), heading: "Lost", width: 80, limits: ANY_IS_BAD, decimals: 1 },
      { signal: natsDropped(promql), heading: "Dropped", width: 80, limits: ANY_IS_BAD, decimals: 1 },
    ],
    sortBy: [{ heading: "Instance", ascending: true }],
  });
}

function natsGraph(promql: PanelPromql): PanelBuilder {
  const out = natsOut(promql);
  return timeSeriesPanel([natsIn(promql), out], {
    dashed: [out],
    noValue: "no heartbeats over NATS",
    legend: "values",
  });
}
