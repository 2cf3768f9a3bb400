/**
 * The exporter as the program runs it, in a process that can also be told to take in heartbeats directly and asked how it
 * fares. What is measured from outside goes over HTTP like everything else.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pino } from "pino";

import type * as StartExporter from "../../src/app/start-exporter";
import type * as ControlPlaneModule from "../../src/domain/control-plane";
import type * as DraftModule from "../../src/domain/columns/heartbeat-draft";
import { REGION_NAMES, homeOf } from "../cluster-shape";
import type { ClusterShape } from "../cluster-shape";
import { serveCommands } from "./command-server";
import { becomeIdle, EventLoopWatch } from "./event-loop-watch";
import { HeartbeatFiller } from "./heartbeat-filler";
import { pagePieces } from "./page-pieces";
import type { PagePiece } from "./page-pieces";

/** What an exporter is started with. */
export interface ExporterSetup extends ClusterShape {
  /** The folder of the compiled exporter. */
  readonly exporterFolder: string;
  /** Keeps the topology in a file, so that the API may change it. Default false. */
  readonly topologyInFile?: boolean;
  /** As the configuration spells a duration. Default an hour, so that a slow machine or a slow build shows the same series. */
  readonly offlineAfter?: string;
  /** Takes heartbeats from these servers as well, and passes on what it gets over HTTP. Default none. */
  readonly natsServers?: readonly string[];
}

/** What one of {@link exporterCommands} `time` measures. */
export type TimedCall = "states" | "figures" | "snapshot" | "tick";

/** Which followers are far behind: those in one region, or a third of all of them, here and there. */
export type Laggards = "none" | "oneRegion" | "aThird";

const IS_BEHIND: Readonly<Record<Laggards, (shardId: number, followerId: number) => boolean>> = {
  none: () => false,
  oneRegion: (_, followerId) => followerId === 2,
  aThird: (shardId, followerId) => (shardId * 7 + followerId) % 3 === 0,
};

interface Running {
  readonly controlPlane: ControlPlaneModule.ControlPlane;
  readonly draft: DraftModule.HeartbeatDraft;
  readonly setup: ExporterSetup;
  readonly filler: HeartbeatFiller;
}

/** Heartbeats that arrive together, as in a batch over HTTP. */
const BATCH = 100;

/** Longer than any measurement: only followers that are told to be far behind are. */
const DEGRADED_LAG = "1h";

const watch = new EventLoopWatch();
const folder = mkdtempSync(join(tmpdir(), "tidaldb-exporter-bench-"));
let running: Running | undefined;
let lastSentNs = 0n;

process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});

function theRunning(): Running {
  if (running === undefined) throw new Error("the exporter was not started");
  return running;
}

/** Writes the configuration, and the state where it is kept apart. Returns the path. */
function writeConfig({
  shards,
  topologyInFile = false,
  offlineAfter = "1h",
  natsServers,
}: ExporterSetup): string {
  const statePath = join(folder, "state.json");
  const path = join(folder, "tidaldb-exporter.yml");
  const config = {
    cluster: { regions: Object.fromEntries(REGION_NAMES.map((name, id) => [id, name])) },
    // How far apart rounds are, and so how long lag seems to last, is the machine's.
    health: { offline_after: offlineAfter, degraded_lag: DEGRADED_LAG },
    http: { max_body: "64MiB" },
    ...(natsServers && { nats: { servers: natsServers, heartbeats: true } }),
    ...(topologyInFile && { storage: { kind: "file", path: statePath } }),
  };
  writeFileSync(path, JSON.stringify(config));
  if (topologyInFile) {
    const assignments = Array.from({ length: shards }, (_, id) => ({ shard_id: id, region_id: homeOf(id) }));
    writeFileSync(statePath, JSON.stringify({ version: 1, topology: { shards: assignments }, tenants: [] }));
  }
  return path;
}

function beat(round: number, isBehind?: (shardId: number, followerId: number) => boolean): number {
  const { controlPlane, draft, setup, filler } = theRunning();
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  lastSentNs = nowNs > lastSentNs ? nowNs : lastSentNs + 1n;
  const startedMs = performance.now();
  let arrived = controlPlane.now();
  for (let shardId = 0; shardId < setup.shards; shardId += 1) {
    if (shardId % BATCH === 0) arrived = controlPlane.now();
    filler.fill(draft, shardId, round, lastSentNs, isBehind);
    controlPlane.recordHeartbeat(draft, arrived);
  }
  return performance.now() - startedMs;
}

const exporterCommands = {
  /** Starts it, lets the topology name every shard, and returns its address. */
  async start(setup: ExporterSetup): Promise<string> {
    const { startExporter } = (await import(
      join(setup.exporterFolder, "app", "start-exporter.js")
    )) as typeof StartExporter;
    const exporter = await startExporter({
      configPath: writeConfig(setup),
      listenAddresses: ["127.0.0.1:0"],
      logger: pino({ level: "error" }, pino.destination(2)),
      env: {},
      buildInfo: { version: "0", revision: "bench", nodeVersion: process.version },
    });
    if (!exporter) throw new Error("the exporter did not start; its log says why");
    const { controlPlane } = exporter;
    if (setup.topologyInFile !== true) {
      for (let id = 0; id < setup.shards; id += 1) {
        controlPlane.updateTopology({ shardId: id, regionId: homeOf(id) });
      }
    }
    const { HeartbeatDraft } = (await import(
      join(setup.exporterFolder, "domain", "columns", "heartbeat-draft.js")
    )) as typeof DraftModule;
    running = {
      controlPlane,
      draft: new HeartbeatDraft(),
      setup,
      filler: new HeartbeatFiller(setup),
    };
    return `http://127.0.0.1:${exporter.addresses[0]?.port ?? 0}`;
  },

  /** Every shard sends a heartbeat in which every figure is new. Returns how long that took in milliseconds. */
  beat: (round: number): number => beat(round),

  /** The same, with followers that are far behind. */
  beatLagging: ({ round, laggards }: { readonly round: number; readonly laggards: Laggards }): number =>
    beat(round, IS_BEHIND[laggards]),

  /** Waits until what heartbeats left to be done in the background is done. */
  idle: () => becomeIdle(6_000),

  /** Milliseconds of each of so many calls. */
  time({ call, times }: { readonly call: TimedCall; readonly times: number }): readonly number[] {
    const { controlPlane } = theRunning();
    return Array.from({ length: times }, () => {
      const startedMs = performance.now();
      if (call === "states") controlPlane.states();
      else if (call === "figures") controlPlane.totals();
      else if (call === "tick") controlPlane.tick();
      else controlPlane.snapshot();
      return performance.now() - startedMs;
    });
  },

  /** How long each piece of the work for open pages takes at its best of so many times, after new heartbeats of every shard. */
  pagePieces(times: number): Promise<readonly PagePiece[]> {
    const { controlPlane, setup } = theRunning();
    return pagePieces(setup.exporterFolder, controlPlane, times, beat);
  },

  /** Incidents that are listed now. */
  incidentCount: () => theRunning().controlPlane.totals().incidents.length,

  watchEventLoop: () => {
    watch.start();
  },

  eventLoopDelay: () => watch.stop(),

  /** CPU time of all threads so far in milliseconds. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },

  /** Heartbeats by what became of them, ever. */
  heartbeats: () => ({ ...theRunning().controlPlane.snapshot().heartbeats }),
};

export type ExporterCommands = typeof exporterCommands;

serveCommands(exporterCommands);
