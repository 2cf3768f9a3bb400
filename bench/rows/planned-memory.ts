import { join } from "node:path";

import type * as ImaginedCluster from "../../src/app/plan/imagined-cluster";
import type * as PlanCapacity from "../../src/app/plan/plan-capacity";
import type * as Json from "../../src/wire/json/json";
import type * as ShardStatsWire from "../../src/wire/shapes/shard-stats";
import type { Figure } from "../measuring/figure";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { ProcessGroup } from "../processes/process-group";

type Shape = ImaginedCluster.ClusterShape;

const REGIONS = 5;
const SHAPES: readonly Shape[] = [
  { regions: REGIONS, shards: 15, followers: 2, followersReport: false },
  { regions: REGIONS, shards: 1_000, followers: 4, followersReport: true },
  { regions: REGIONS, shards: 8_000, followers: 4, followersReport: false },
  { regions: REGIONS, shards: 65_536, followers: 0, followersReport: false },
  { regions: REGIONS, shards: 65_536, followers: 4, followersReport: false },
  { regions: REGIONS, shards: 65_536, followers: 4, followersReport: true },
];

/** What an exporter goes through before its peak is read: beats of every replica, and scrapes after each. */
const BEATS = 3;
const SCRAPES_PER_BEAT = 4;
const BATCH = 1_000;
const MEGABYTE = 1e6;

/** The parts of the compiled exporter that imagine and plan a cluster. */
interface Planning {
  readonly heartbeatsOf: typeof ImaginedCluster.heartbeatsOf;
  readonly planCapacity: typeof PlanCapacity.planCapacity;
  readonly printJson: typeof Json.printJson;
  readonly shardStatsToWire: typeof ShardStatsWire.shardStatsToWire;
}

export const plannedMemory: Row = {
  name: "planned-memory",
  title: "Peak memory beside what `plan` predicts",
  method:
    `The highest resident memory (VmHWM) of a fresh exporter after ${BEATS} beats of an imagined cluster, each over HTTP in ` +
    `batches of ${BATCH} and followed by ${SCRAPES_PER_BEAT} full scrapes, every other one with gzip.`,
  note: "Peaks differ by a tenth from run to run, by how much garbage lies about when a scrape is compressed.",
  figures: SHAPES.flatMap((shape): readonly Figure[] => [
    { title: titleOf(shape), unit: "MB", series: titleOf(shape), baseline: `${titleOf(shape)}, planned` },
    {
      title: `${titleOf(shape)}, off the plan by`,
      unit: "%",
      series: `${titleOf(shape)}, off by`,
      target: { kind: "at_most", value: 10 },
    },
  ]),
  measure: async ({ exporterFolder }) => {
    const collector = new SampleCollector();
    const planning = await loadPlanning(exporterFolder);
    for (const shape of SHAPES) {
      const title = titleOf(shape);
      const measured = await peakBytes(exporterFolder, shape, planning);
      const planned = planning.planCapacity({ ...shape, detail: "follower" }).memoryBytes;
      collector.add(title, measured / MEGABYTE);
      collector.add(`${title}, planned`, planned / MEGABYTE);
      collector.add(`${title}, off by`, (100 * Math.abs(measured - planned)) / planned);
    }
    return collector.measurements;
  },
};

function titleOf({ shards, followers, followersReport }: Shape): string {
  const copies = followersReport ? `${followers} that report` : `${followers} followers`;
  return `${shards.toLocaleString("en-US")} shards, ${copies}`;
}

async function loadPlanning(exporterFolder: string): Promise<Planning> {
  const load = <T>(...path: string[]): Promise<T> => import(join(exporterFolder, ...path)) as Promise<T>;
  const { heartbeatsOf } = await load<typeof ImaginedCluster>("app", "plan", "imagined-cluster.js");
  const { planCapacity } = await load<typeof PlanCapacity>("app", "plan", "plan-capacity.js");
  const { printJson } = await load<typeof Json>("wire", "json", "json.js");
  const { shardStatsToWire } = await load<typeof ShardStatsWire>("wire", "shapes", "shard-stats.js");
  return { heartbeatsOf, planCapacity, printJson, shardStatsToWire };
}

function peakBytes(exporterFolder: string, shape: Shape, planning: Planning): Promise<number> {
  return ProcessGroup.use(async (group) => {
    const { process, url } = await group.exporter(exporterFolder, { shards: 0, followers: 0 });
    for (let beat = 0; beat < BEATS; beat += 1) {
      for (const body of beatBodies(shape, planning)) await post(url, body);
      for (let i = 0; i < SCRAPES_PER_BEAT; i += 1) await scrape(`${url}/metrics`, { gzip: i % 2 === 1 });
    }
    return process.peakMemoryBytes;
  });
}

/** One heartbeat of every replica, sent now. */
function* beatBodies(shape: Shape, planning: Planning): Generator<string> {
  const { heartbeatsOf, printJson, shardStatsToWire } = planning;
  const lastHeartbeatNs = BigInt(Date.now()) * 1_000_000n;
  let batch: string[] = [];
  for (let shardId = 0; shardId < shape.shards; shardId += 1) {
    for (const stats of heartbeatsOf(shardId, shape)) {
      batch.push(printJson(shardStatsToWire({ ...stats, lastHeartbeatNs })));
      if (batch.length < BATCH) continue;
      yield `[${batch.join(",")}]`;
      batch = [];
    }
  }
  if (batch.length > 0) yield `[${batch.join(",")}]`;
}

async function post(url: string, body: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/api/v1/heartbeats`, { method: "POST", headers, body });
  const answer = await response.text();
  if (response.status !== 202) throw new Error(`heartbeats were answered ${response.status}: ${answer}`);
}
