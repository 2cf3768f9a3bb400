import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

import { heartbeatSubject } from "../../src/nats/heartbeats/heartbeat-subject";
import { NatsServers } from "../../test/support/programs/nats-servers";
import { FULL_CLUSTER } from "../cluster-shape";
import { repeat } from "../measuring/repeat";
import type { Row, RunOptions } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import type { Exporter } from "../processes/process-group";
import { ProcessGroup } from "../processes/process-group";

const BATCH = 100;
const SECONDS = 2;
/** How long it is looked what an exporter takes that hears nobody. */
const REST_MS = 3_000;
const CONNECTIONS = 32;
const SUBSCRIBERS = 3;
/** As the configuration has it unless it says otherwise. */
const CLUSTER_NAME = "tidaldb";
/** What is on its way has arrived by then, or is lost. */
const ARRIVAL_MS = 10_000;
const CONNECTED_MS = 10_000;
const LOOK_MS = 20;

export const heartbeatsOverNats: Row = {
  name: "heartbeats-over-nats",
  title: "Heartbeats over NATS to three exporters, 65,536 shards with four followers each",
  method:
    `One exporter takes batches of ${BATCH} over HTTP as fast as it answers; then it takes them at half of that rate, and then batches of ${BATCH} are published at the same half ` +
    "through a nats-server of this machine to three exporters that listen. The cost is the processor time of an exporter's whole process for " +
    "each heartbeat that it took, less what it takes in the same time when it hears nobody, the mean of the three; both at half the rate, because what comes as fast as it is taken comes many at a time. A heartbeat is lost when one of the three did not count it as accepted. It needs `nats-server`.",
  note: "On two Xeon cores with nothing else at work HTTP took 230,000 a second, and three exporters at half of that, with the server and the publisher, are more than two cores have: what an exporter cannot read waits in 16 MiB and is dropped and counted beyond that. The code of the day before lost 49,000 and 150,000 in its two rounds, at the same cost of a heartbeat. At 53,000 a second nothing was lost, and a heartbeat cost 1.18 times as much as over HTTP.",
  figures: [
    {
      title: "processor time of a heartbeat",
      unit: "ms",
      series: "nats cost of 1000",
      baseline: "http cost of 1000",
      target: { kind: "ratio_at_most", factor: 1.5 },
    },
    {
      title: "lost at half of HTTP's rate",
      unit: "count",
      series: "lost",
      target: { kind: "at_most", value: 0 },
    },
    { title: "published", unit: "per second", series: "published", baseline: "http" },
  ],
  measure: async (options) => {
    const collector = new SampleCollector();
    if (spawnSync("nats-server", ["--version"]).error) {
      for (const series of ["nats cost of 1000", "lost", "published"]) {
        collector.skip(series, "there is no nats-server on this machine (Debian: nats-server)");
      }
      return collector.measurements;
    }
    const servers = await NatsServers.start();
    try {
      await ProcessGroup.use((group) => measureBoth(group, servers.urls, options, collector));
    } finally {
      await servers.stop();
    }
    return collector.measurements;
  },
};

async function measureBoth(
  group: ProcessGroup,
  servers: readonly string[],
  options: RunOptions,
  collector: SampleCollector,
): Promise<void> {
  const posted = await group.exporter(options.exporterFolder);
  const subscribers: Exporter[] = [];
  for (let index = 0; index < SUBSCRIBERS; index += 1) {
    subscribers.push(await group.exporter(options.exporterFolder, FULL_CLUSTER, { natsServers: servers }));
  }
  for (const { url } of subscribers) await connected(url);
  const generator = group.generator();
  const load = { name: "http", url: posted.url, batch: BATCH, connections: CONNECTIONS };
  await generator.ask("prepare", { ...FULL_CLUSTER, ...load });
  const publisher = group.natsPublisher();
  const plan = { ...FULL_CLUSTER, servers, subject: heartbeatSubject(CLUSTER_NAME), batch: BATCH };
  await publisher.ask("prepare", plan);
  const [postedRest, subscribersRest] = [await restOf([posted]), await restOf(subscribers)];
  await repeat(collector, options, async (_round, into) => {
    const flood = await generator.ask("flood", { name: load.name, seconds: SECONDS });
    into.add("http", flood.heartbeats / flood.seconds);
    const perSecond = Math.round(flood.heartbeats / SECONDS / 2);
    const pace = { name: load.name, perSecond, seconds: SECONDS, lateAfterMs: ARRIVAL_MS };
    await posted.process.ask("idle");
    const http = await costOf(
      [posted],
      postedRest,
      async () => (await generator.ask("pace", pace)).heartbeats,
    );
    into.add("http cost of 1000", http.msPerThousand);
    const nats = await costOf(subscribers, subscribersRest, () =>
      publisher.ask("pace", { perSecond, seconds: SECONDS }),
    );
    into.add("published", nats.heartbeats / SECONDS);
    into.add("nats cost of 1000", nats.msPerThousand);
    into.add("lost", nats.heartbeats * SUBSCRIBERS - nats.accepted);
  });
}

/** What taking heartbeats cost. */
interface Cost {
  /** That were sent. */
  readonly heartbeats: number;
  /** By all exporters together. */
  readonly accepted: number;
  /** Processor time of one exporter. */
  readonly msPerThousand: number;
}

/** Processor time that exporters take in a millisecond in which they hear nobody and nobody asks them anything, all together. */
async function restOf(exporters: readonly Exporter[]): Promise<number> {
  for (const { process } of exporters) await process.ask("idle");
  const cpuBefore = await cpuOf(exporters);
  const startedMs = performance.now();
  await sleep(REST_MS);
  return ((await cpuOf(exporters)) - cpuBefore) / (performance.now() - startedMs);
}

/**
 * @param rest - of these exporters.
 * @param send - sends heartbeats to all exporters, and returns how many.
 */
async function costOf(
  exporters: readonly Exporter[],
  rest: number,
  send: () => Promise<number>,
): Promise<Cost> {
  const acceptedBefore = await acceptedBy(exporters);
  const cpuBefore = await cpuOf(exporters);
  const startedMs = performance.now();
  const heartbeats = await send();
  const untilMs = performance.now() + ARRIVAL_MS;
  let accepted: number;
  do {
    await sleep(LOOK_MS);
    accepted = (await acceptedBy(exporters)) - acceptedBefore;
  } while (accepted < heartbeats * exporters.length && performance.now() < untilMs);
  for (const { process } of exporters) await process.ask("idle");
  const cpuMs = (await cpuOf(exporters)) - cpuBefore - rest * (performance.now() - startedMs);
  return { heartbeats, accepted, msPerThousand: (cpuMs / Math.max(1, accepted)) * 1_000 };
}

async function acceptedBy(exporters: readonly Exporter[]): Promise<number> {
  const all = await Promise.all(exporters.map(({ process }) => process.ask("heartbeats")));
  return all.reduce((sum, { accepted }) => sum + accepted, 0);
}

async function cpuOf(exporters: readonly Exporter[]): Promise<number> {
  const all = await Promise.all(exporters.map(({ process }) => process.ask("cpuMs")));
  return all.reduce((sum, ms) => sum + ms, 0);
}

async function connected(url: string): Promise<void> {
  const untilMs = performance.now() + CONNECTED_MS;
  while (performance.now() < untilMs) {
    const text = await (await fetch(`${url}/metrics?collect[]=exporter`)).text();
    if (text.includes("\ntidaldb_exporter_nats_connected 1")) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`${url} did not connect to NATS within ${CONNECTED_MS / 1000} s`);
}
