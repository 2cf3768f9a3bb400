/** Another baseline: OpenTelemetry's exporter for Prometheus, its gauges set on every heartbeat. */
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { AggregationTemporality, MeterProvider } from "@opentelemetry/sdk-metrics";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { REGION_NAMES, followersOf, homeOf, shardFigures } from "../cluster-shape";
import type { ClusterShape } from "../cluster-shape";
import { serveCommands } from "./command-server";

const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
exporter.selectAggregationTemporality = () => AggregationTemporality.CUMULATIVE;
const provider = new MeterProvider({
  readers: [exporter],
  // Above its default of 2,000 series per instrument it would fold the rest into one, without a word.
  views: [{ instrumentName: "*", aggregationCardinalityLimit: 10_000_000 }],
});
const meter = provider.getMeter("bench");
const gauge = (name: string): ReturnType<typeof meter.createGauge> => meter.createGauge(name);

const up = gauge("tidaldb_shard_up");
const entities = gauge("tidaldb_shard_entities");
const signalsPerSecond = gauge("tidaldb_shard_signals_per_second");
const walBytes = gauge("tidaldb_shard_wal_bytes");
const lastHeartbeat = gauge("tidaldb_shard_last_heartbeat_timestamp_seconds");
const clockSkew = gauge("tidaldb_shard_clock_skew_seconds");
const lagSeqnos = gauge("tidaldb_replication_lag_seqnos");
const lagSeconds = gauge("tidaldb_replication_lag_seconds");

let shape: ClusterShape = { shards: 0, followers: 0 };

const openTelemetryCommands = {
  async start(wanted: ClusterShape): Promise<string> {
    shape = wanted;
    const server = createServer((request, response) => {
      exporter.getMetricsRequestHandler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },

  /** Every shard sends a heartbeat in which every figure is new. */
  beat(round: number): void {
    for (let shardId = 0; shardId < shape.shards; shardId += 1) {
      const figures = shardFigures(shardId, round, shape.followers);
      const labels = { shard: String(shardId), region: REGION_NAMES[homeOf(shardId)] ?? "" };
      up.record(1, labels);
      entities.record(figures.entityCount, labels);
      signalsPerSecond.record(figures.signalsPerSecond, labels);
      walBytes.record(figures.walBytes, labels);
      lastHeartbeat.record(Date.now() / 1000, labels);
      clockSkew.record(0.001, labels);
      for (const [i, followerId] of followersOf(shardId, shape.followers).entries()) {
        const followerLabels = { ...labels, follower: REGION_NAMES[followerId] ?? "" };
        lagSeqnos.record(figures.lagSeqnos[i] ?? 0, followerLabels);
        lagSeconds.record((figures.lagSeqnos[i] ?? 0) / figures.signalsPerSecond, followerLabels);
      }
    }
  },
};

export type OpenTelemetryCommands = typeof openTelemetryCommands;

serveCommands(openTelemetryCommands);
