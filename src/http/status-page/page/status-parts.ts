import type { EventLog } from "../../../domain/history/event-log";
import type { ClusterSnapshot } from "../../../domain/terms/cluster-snapshot";
import type { PeerReading } from "../../../domain/terms/peer-reading";
import type { SourceReading } from "../../../domain/terms/source-reading";
import { html } from "../html";
import type { Html } from "../html";
import { incidentList } from "../incident-list";
import type { RunbookOf } from "../incident-list";
import { maintenanceSection } from "../maintenance-table";
import { peerTable } from "../peer-table";
import { regionTable } from "../regions/region-table";
import type { CourseOf } from "../regions/region-table";
import { sourceTable } from "../source-table";
import { eventList } from "./event-list";
import { figureList } from "./figure-list";
import { headline } from "./headline";
import { linkMatrix } from "./link-matrix";

/** What the page says of one moment, to everybody the same. */
export interface StatusMoment {
  readonly snapshot: ClusterSnapshot;
  /** Why the exporter is not ready; empty when it is. */
  readonly notReady: readonly string[];
  /** A lag beyond this is too much. */
  readonly degradedLagSeconds: number;
  /** The control planes that are polled; none unless given. */
  readonly sources?: readonly SourceReading[];
  /** The cluster's other exporters; none unless given. */
  readonly peers?: readonly PeerReading[];
  /** How long this process has been running. */
  readonly uptimeSeconds: number;
  /** Where to read what to do about an incident; without it there are no links. */
  readonly runbookOf?: RunbookOf | undefined;
  /** The last hour of each region; without it there are no drawings. */
  readonly courseOf?: CourseOf | undefined;
  /** What happened; without it nothing did. */
  readonly events?: Pick<EventLog, "events"> | undefined;
}

/** The parts of the page that everybody has alike, in their order. */
export const STATUS_PARTS = [
  "headline",
  "wrong",
  "work",
  "regions",
  "links",
  "figures",
  "events",
  "neighbours",
] as const;

/** One of {@link STATUS_PARTS}. */
export type StatusPart = (typeof STATUS_PARTS)[number];

/** One part, in steps. Of a large cluster each part is a millisecond of work or more: let others have their turn in between. */
export function* statusPart(part: StatusPart, moment: StatusMoment): Generator<undefined, Html | ""> {
  const { snapshot, notReady, uptimeSeconds, runbookOf, courseOf, degradedLagSeconds, events } = moment;
  switch (part) {
    case "headline":
      return headline(snapshot, notReady);
    case "wrong":
      return html`<h2>What is wrong</h2>
        ${incidentList(snapshot, uptimeSeconds, runbookOf)}`;
    case "work":
      return maintenanceSection(snapshot);
    case "figures":
      return html`<h2>In figures</h2>
        ${figureList(snapshot)}`;
    case "regions":
      return html`<h2>Regions</h2>
        ${regionTable(snapshot, courseOf)}`;
    case "links":
      return html`<h2>Replication lag between regions</h2>
        ${yield* linkMatrix(snapshot, degradedLagSeconds)}`;
    case "events":
      return html`<h2>What happened</h2>
        ${eventList(events)}`;
    case "neighbours":
      return neighbours(moment);
  }
}

function neighbours({ sources = [], peers = [], snapshot }: StatusMoment): Html | "" {
  const { takenAtNs, regions } = snapshot;
  return html`${
    sources.length > 0
      ? html`<h2>Sources</h2>
          ${sourceTable(sources, takenAtNs)}`
      : ""
  }
  ${
    peers.length > 0
      ? html`<h2>Peers</h2>
          ${peerTable(peers, regions, takenAtNs)}`
      : ""
  }`;
}
