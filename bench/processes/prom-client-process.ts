/**
 * The baseline: the same series from prom-client, in the two ways in which exporters are written with it. `collect` keeps
 * the last heartbeats and fills the gauges when it is scraped; `set` sets the gauges on every heartbeat.
 */
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";

import { REGION_NAMES, followersOf, homeOf, shardFigures } from "../cluster-shape";
import type { ClusterShape } from "../cluster-shape";
import { serveCommands } from "./command-server";
import { EventLoopWatch } from "./event-loop-watch";

export interface PromClientSetup extends ClusterShape {
  readonly filling: "collect" | "set";
}

const SHARD_LABELS = ["shard", "region"] as const;
const FOLLOWER_LABELS = ["shard", "region", "follower"] as const;

/** What a heartbeat leaves behind until the next scrape. */
interface LastHeartbeat {
  round: number;
  arrivedMs: number;
}

const registry = new Registry();
const watch = new EventLoopWatch();
let setup: PromClientSetup = { shards: 0, followers: 0, filling: "set" };
let lastHeartbeats: LastHeartbeat[] = [];

function shardGauge(name: string, help: string): Gauge<(typeof SHARD_LABELS)[number]> {
  return new Gauge({ name, help, labelNames: SHARD_LABELS, registers: [registry] });
}

function followerGauge(name: string, help: string): Gauge<(typeof FOLLOWER_LABELS)[number]> {
  return new Gauge({ name, help, labelNames: FOLLOWER_LABELS, registers: [registry] });
}

const up = shardGauge("tidaldb_shard_up", "1 when the last heartbeat is fresh");
const entities = shardGauge("tidaldb_shard_entities", "Entities in the replica");
const signalsPerSecond = shardGauge("tidaldb_shard_signals_per_second", "Signals applied per second");
const walBytes = shardGauge("tidaldb_shard_wal_bytes", "Size of the WAL directory");
const lastHeartbeat = shardGauge("tidaldb_shard_last_heartbeat_timestamp_seconds", "When it arrived");
const clockSkew = shardGauge("tidaldb_shard_clock_skew_seconds", "Clock of the shard less our clock");
const lagSeqnos = followerGauge("tidaldb_replication_lag_seqnos", "Sequence numbers behind");
const lagSeconds = followerGauge("tidaldb_replication_lag_seconds", "Age of the oldest missing event");

/** Sets every gauge of one shard, with label objects as everybody passes them. */
function setGauges(shardId: number, { round, arrivedMs }: LastHeartbeat): void {
  const figures = shardFigures(shardId, round, setup.followers);
  const labels = { shard: String(shardId), region: REGION_NAMES[homeOf(shardId)] ?? "" };
  up.set(labels, 1);
  entities.set(labels, figures.entityCount);
  signalsPerSecond.set(labels, figures.signalsPerSecond);
  walBytes.set(labels, figures.walBytes);
  lastHeartbeat.set(labels, arrivedMs / 1000);
  clockSkew.set(labels, 0.001);
  for (const [i, followerId] of followersOf(shardId, setup.followers).entries()) {
    const followerLabels = { ...labels, follower: REGION_NAMES[followerId] ?? "" };
    const seqnos = figures.lagSeqnos[i] ?? 0;
    lagSeqnos.set(followerLabels, seqnos);
    lagSeconds.set(followerLabels, seqnos / figures.signalsPerSecond);
  }
}

/** In `collect`, as the documentation of prom-client shows it: forget everything, then set what is there. */
function collect(): void {
  for (const gauge of [up, entities, signalsPerSecond, walBytes, lastHeartbeat, clockSkew]) gauge.reset();
  lagSeqnos.reset();
  lagSeconds.reset();
  for (const [shardId, heartbeat] of lastHeartbeats.entries()) setGauges(shardId, heartbeat);
}

async function answerScrape(response: ServerResponse): Promise<void> {
  if (setup.filling === "collect") collect();
  const body = await registry.metrics();
  response.setHeader("content-type", registry.contentType);
  response.end(body);
}

const promClientCommands = {
  async start(wanted: PromClientSetup): Promise<string> {
    setup = wanted;
    lastHeartbeats = Array.from({ length: wanted.shards }, () => ({ round: 0, arrivedMs: 0 }));
    // The exporter tells of its own process too.
    collectDefaultMetrics({ register: registry });
    const server = createServer((_request, response) => void answerScrape(response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },

  /** Every shard sends a heartbeat in which every figure is new. Returns how long that took in milliseconds. */
  beat(round: number): number {
    const startedMs = performance.now();
    const arrivedMs = Date.now();
    for (const [shardId, heartbeat] of lastHeartbeats.entries()) {
      heartbeat.round = round;
      heartbeat.arrivedMs = arrivedMs;
      if (setup.filling === "set") setGauges(shardId, heartbeat);
    }
    return performance.now() - startedMs;
  },

  watchEventLoop: () => {
    watch.start();
  },

  eventLoopDelay: () => watch.stop(),
};

export type PromClientCommands = typeof promClientCommands;

serveCommands(promClientCommands);
