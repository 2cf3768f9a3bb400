import type { NatsExporter } from "./nats-exporter";
import { StopWatch } from "./stop-watch";

/** How often each exporter is used in every way. */
const INTERVAL_MS = 250;
/** Reading has nothing to wait for; this much is a busy machine's. */
const READ_MS = 2_000;

/** Where a shard's heartbeats go, and how it is named. */
export interface HeardShard {
  readonly shardId: number;
  readonly regionId: number;
  /** Over HTTP; the others get them over NATS, or not at all. */
  readonly to: readonly NatsExporter[];
}

/** Sends heartbeats to exporters and reads from them all the while, and remembers what did not go well. */
export class SteadyUse {
  readonly #exporters: readonly NatsExporter[];
  readonly #shards: readonly HeardShard[];
  readonly #troubles: string[] = [];
  readonly #under: Promise<void>[];
  #reads = 0;
  #isOver = false;

  constructor(exporters: readonly NatsExporter[], shards: readonly HeardShard[]) {
    this.#exporters = exporters;
    this.#shards = shards;
    this.#under = [this.#repeat(() => this.#send()), this.#repeat(() => this.#read())];
  }

  /** What was asked of it and not answered well, or late. */
  get troubles(): readonly string[] {
    return this.#troubles;
  }

  /** Answers that came in time and were right. */
  get reads(): number {
    return this.#reads;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#under);
  }

  async #repeat(use: () => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      await use().catch((error: unknown) => this.#troubles.push(String(error)));
      await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    }
  }

  async #send(): Promise<void> {
    const sentNs = BigInt(Date.now()) * 1_000_000n;
    const sends = this.#shards.flatMap(({ to, ...shard }) =>
      to.map(async (exporter) => {
        const { status, text } = await exporter.call(
          "POST",
          "/api/v1/heartbeats",
          JSON.parse(heartbeatOf(shard, sentNs)),
        );
        if (status !== 202) this.#troubles.push(`heartbeat: ${status} ${text}`);
      }),
    );
    await Promise.all(sends);
  }

  async #read(): Promise<void> {
    for (const exporter of this.#exporters) {
      for (const path of ["/metrics", "/health.json", "/api/v1/topology", "/-/ready"]) {
        const watch = new StopWatch();
        const { status } = await exporter.call("GET", path).finally(() => {
          watch.stop();
        });
        const tookMs = watch.passedMs;
        if (status === 200 && tookMs <= READ_MS) this.#reads += 1;
        else this.#troubles.push(`${path}: ${status} after ${Math.round(tookMs)} ms`);
      }
    }
  }
}

function heartbeatOf({ shardId, regionId }: Omit<HeardShard, "to">, sentNs: bigint): string {
  return (
    `{"shard_id":${shardId},"region_id":${regionId},"last_heartbeat_ns":${sentNs},"entity_count":0,` +
    `"signal_throughput_eps":0,"replication_lag":{},"disk_bytes":0}`
  );
}
