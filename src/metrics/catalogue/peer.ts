import type { RegionHealth } from "../../domain/terms/cluster-health";
import { disagreeingPeers } from "../../domain/terms/peer-reading";
import { nsToSeconds } from "../../domain/terms/units";
import type { FiguresSource, Sample, TotalsMetric } from "../terms/metric";
import { REGION_STATE_LABELS } from "./state-labels";

const OPINIONS: readonly RegionHealth[] = ["Healthy", "Degraded", "Offline"];

/** What the cluster's other exporters see; nothing without any, at most 16 of them, and only of regions that are known here. */
export const PEER_METRICS: readonly TotalsMetric[] = [
  {
    name: "tidaldb_exporter_peers",
    type: "gauge",
    stability: "experimental",
    group: "exporter",
    help: "Other exporters of the cluster that this one asks for their view, by whether they answered the last time",
    labels: ["state"],
    labelValues: { state: ["up", "down"] },
    samples({ exporter: { peers = [] } }: FiguresSource): Iterable<Sample> {
      if (peers.length === 0) return [];
      const up = peers.filter(({ isUp }) => isUp).length;
      return [
        { labels: ["up"], value: up },
        { labels: ["down"], value: peers.length - up },
      ];
    },
  },
  {
    name: "tidaldb_exporter_disagreement",
    type: "gauge",
    stability: "experimental",
    group: "exporter",
    help: "Peers that hear the region although this exporter does not, or the other way round; those that know nothing of it do not count",
    labels: ["region"],
    samples({ cluster: { regions }, exporter: { peers = [] } }: FiguresSource): Iterable<Sample> {
      if (peers.length === 0) return [];
      return regions.map((region) => ({
        labels: [region.name],
        value: disagreeingPeers(region, peers).length,
      }));
    },
  },
  {
    name: "tidaldb_peer_up",
    type: "gauge",
    stability: "experimental",
    group: "exporter",
    help: "1 when the peer told what it sees the last time that it was asked, else 0",
    labels: ["peer"],
    samples: ({ exporter: { peers = [] } }) =>
      peers.map(({ name, isUp }) => ({ labels: [name], value: isUp ? 1 : 0 })),
  },
  {
    name: "tidaldb_peer_last_success_timestamp_seconds",
    type: "gauge",
    stability: "experimental",
    group: "exporter",
    unit: "seconds",
    help: "When the peer last told what it sees, in seconds since the epoch",
    labels: ["peer"],
    *samples({ exporter: { peers = [] } }: FiguresSource): Iterable<Sample> {
      for (const { name, lastSuccessNs } of peers)
        if (lastSuccessNs !== undefined) yield { labels: [name], value: nsToSeconds(lastSuccessNs) };
    },
  },
  {
    name: "tidaldb_peer_region_health",
    type: "gauge",
    stability: "experimental",
    group: "exporter",
    help: "What the peer says of the region: 1 for that state, 0 for the others; its view, which is not taken over",
    labels: ["peer", "region", "state"],
    labelValues: { state: OPINIONS.map((state) => REGION_STATE_LABELS[state]) },
    *samples({ cluster, exporter: { peers = [] } }: FiguresSource): Iterable<Sample> {
      for (const peer of peers) {
        for (const { regionId, name } of cluster.regions) {
          const said = peer.regions.get(regionId);
          if (said === undefined) continue;
          for (const state of OPINIONS)
            yield { labels: [peer.name, name, REGION_STATE_LABELS[state]], value: state === said ? 1 : 0 };
        }
      }
    },
  },
];
