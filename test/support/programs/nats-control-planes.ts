import { setTimeout as delay } from "node:timers/promises";
import type { ClusterInfo } from "@nats-io/jetstream";
import { loadNatsPackages } from "../../../src/nats/nats-packages";
import { eventually } from "./eventually";
import { NatsExporter } from "./nats-exporter";
import type { Answered } from "./nats-exporter";
import type { NatsServers } from "./nats-servers";

/** A look of the store and the pauses of its connection, with room for a busy machine. */
const FOLLOW_MS = 10_000;
const ASK_MS = 3_000;
const TRANSITIONS = "tidaldb_region_health_transitions_total";

/** Several exporters that share a bucket, and what they have come to agree on. */
export class NatsControlPlanes {
  readonly exporters: readonly NatsExporter[];

  private constructor(exporters: readonly NatsExporter[]) {
    this.exporters = exporters;
  }

  /** One after the other: whoever comes first makes the bucket. */
  static async start(configs: readonly object[]): Promise<NatsControlPlanes> {
    const exporters: NatsExporter[] = [];
    try {
      for (const config of configs) exporters.push(await NatsExporter.start(config));
      return new NatsControlPlanes(exporters);
    } catch (error) {
      await Promise.all(exporters.map((exporter) => exporter.stop()));
      throw error;
    }
  }

  put(exporter: NatsExporter, shardId: number, regionId: number): Promise<Answered> {
    return exporter.call("PUT", `/api/v1/topology/shards/${shardId}`, { region_id: regionId });
  }

  /** The home of a shard as one has it; undefined when its topology does not name the shard. */
  async homeAt(exporter: NatsExporter, shardId: number): Promise<number | undefined> {
    const { status, text } = await exporter.call("GET", `/api/v1/topology/shards/${shardId}`);
    return status === 200 ? (JSON.parse(text) as { region_id: number }).region_id : undefined;
  }

  async everybodyKnows(shardId: number, regionId: number): Promise<void> {
    await eventually(`shard ${shardId} is in region ${regionId} everywhere`, FOLLOW_MS, async () => {
      const homes = await Promise.all(this.exporters.map((exporter) => this.homeAt(exporter, shardId)));
      return homes.every((home) => home === regionId) ? true : undefined;
    });
  }

  /** The home that all have come to agree on. */
  agreed(shardId: number): Promise<number> {
    return eventually(`everybody has shard ${shardId} in the same region`, FOLLOW_MS, async () => {
      const [first, ...others] = await Promise.all(
        this.exporters.map((exporter) => this.homeAt(exporter, shardId)),
      );
      return others.every((home) => home === first) ? first : undefined;
    });
  }

  /** Waits until a metric has the value everywhere. */
  async everywhere(metric: string, value: number, deadlineMs = 3 * FOLLOW_MS): Promise<void> {
    await eventually(`${metric} is ${value} everywhere`, deadlineMs, async () => {
      const all = await Promise.all(this.exporters.map((exporter) => exporter.metrics()));
      return all.every((each) => each.get(metric) === value) ? true : undefined;
    });
  }

  /** How often regions changed their state, at all exporters together; of one region only where it is given. */
  async transitions(region?: string): Promise<number> {
    const all = await Promise.all(this.exporters.map((exporter) => exporter.metrics()));
    return all
      .flatMap((each) => [...each])
      .filter(([name]) => name.startsWith(TRANSITIONS))
      .filter(([name]) => region === undefined || name.includes(`region="${region}"`))
      .reduce((sum, [, value]) => sum + value, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.exporters.map((exporter) => exporter.stop()));
  }
}

/** Which of the servers leads the stream of a bucket, once one does. */
export function leaderOf(servers: NatsServers, bucket: string): Promise<number> {
  return eventually("the bucket has a leader", 3 * FOLLOW_MS, async () => {
    const { leader = "" } = (await clusterOf(servers, bucket)) ?? {};
    const index = servers.indexOf(leader);
    return index < 0 ? undefined : index;
  });
}

/** Waits until every server has all that is in a bucket. */
export async function bucketIsWhole(servers: NatsServers, bucket: string): Promise<void> {
  await eventually("every server has the bucket", 6 * FOLLOW_MS, async () => {
    const { replicas = [], leader } = (await clusterOf(servers, bucket)) ?? {};
    const isWhole = leader !== undefined && replicas.every(({ current, offline }) => current && !offline);
    return isWhole && replicas.length + 1 === servers.urls.length ? true : undefined;
  });
}

/** A server that is killed in the middle of this leaves its client waiting for good. */
async function clusterOf(servers: NatsServers, bucket: string): Promise<ClusterInfo | undefined> {
  const asking = askForCluster(servers, bucket);
  asking.catch(() => undefined);
  return Promise.race([asking, delay(ASK_MS, undefined, { ref: false })]);
}

async function askForCluster(servers: NatsServers, bucket: string): Promise<ClusterInfo | undefined> {
  const { transport, jetstream } = loadNatsPackages();
  const connection = await transport.connect({
    servers: [...servers.urls],
    reconnect: false,
    timeout: ASK_MS,
  });
  try {
    const manager = await jetstream.jetstreamManager(connection, { checkAPI: false, timeout: ASK_MS });
    return (await manager.streams.info(`KV_${bucket}`)).cluster;
  } finally {
    void connection.close();
  }
}
