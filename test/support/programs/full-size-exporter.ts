import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RunningProgram } from "./running-program";

const PROGRAM = join(__dirname, "..", "..", "..", "dist", "main.js");
const START_DEADLINE_MS = 20_000;

/** As many as the exporter takes in one request by default. */
const BATCH = 8_192;

/** What the cluster of a {@link FullSizeExporter} consists of. */
export interface FullSizeCluster {
  readonly shards: number;
  readonly followers: number;
}

/** The compiled exporter, told of a cluster over HTTP. `npm run test:e2e` compiles it before the tests. */
export class FullSizeExporter {
  readonly #program: RunningProgram;
  readonly #folder: string;
  /** HOST:PORT. */
  readonly address: string;

  private constructor(program: RunningProgram, folder: string, address: string) {
    this.#program = program;
    this.#folder = folder;
    this.address = address;
  }

  /** Starts it and sends one heartbeat of every shard. They do not come again, so silence counts only after an hour. */
  static async start(cluster: FullSizeCluster): Promise<FullSizeExporter> {
    const folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-test-"));
    const configPath = join(folder, "tidaldb-exporter.yml");
    await writeFile(configPath, "health: { offline_after: 1h }\n");
    const program = new RunningProgram(process.execPath, [
      PROGRAM,
      "serve",
      `--config.file=${configPath}`,
      "--web.listen-address=127.0.0.1:0",
      "--log.format=json",
    ]);
    try {
      const [line] = await program.line(/^\{.*"msg":"listening".*\}$/, START_DEADLINE_MS);
      const { address } = JSON.parse(line) as { address: string };
      await sendHeartbeats(address, cluster);
      return new FullSizeExporter(program, folder, address);
    } catch (error) {
      await program.stop();
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#program.stop();
    await rm(this.#folder, { recursive: true });
  }
}

/** @throws Error when a heartbeat is not accepted. */
async function sendHeartbeats(address: string, { shards, followers }: FullSizeCluster): Promise<void> {
  const sentNs = `${Date.now()}000000`;
  for (let first = 0; first < shards; first += BATCH) {
    const count = Math.min(BATCH, shards - first);
    const heartbeats = Array.from({ length: count }, (_, i) => heartbeat(first + i, followers, sentNs));
    const response = await fetch(`http://${address}/api/v1/heartbeats`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `[${heartbeats.join(",")}]`,
    });
    const answer = await response.text();
    if (!answer.includes(`"accepted":${count}`)) {
      throw new Error(
        `expected ${count} heartbeats to be accepted, got ${response.status} ${answer.slice(0, 500)}`,
      );
    }
  }
}

function heartbeat(shardId: number, followers: number, sentNs: string): string {
  const lags = Array.from({ length: followers }, (_, i) => `"${i + 1}":${(shardId * 31 + i) % 4001}`);
  return (
    `{"shard_id":${shardId},"region_id":0,"entity_count":${100_000 + shardId},"signal_throughput_eps":812.5,` +
    `"replication_lag":{${lags.join(",")}},"disk_bytes":${67_108_864 + shardId},"last_heartbeat_ns":${sentNs}}`
  );
}
