import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import type * as LeaderDbModule from "../../reference-cluster/replication/leader-db";
import type * as ReplicaStoreModule from "../../reference-cluster/storage/replica-store";
import type * as ShardStateModule from "../../reference-cluster/storage/shard-state";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";

const SHARDS = 15;
const ENTITIES = 1_000_000;
const EVENTS = 300_000;
/** What a shard takes in between two ticks of the demo's workload. */
const EVENTS_PER_BATCH = 53;
/** Everything stays: a log that was compacted has fewer events to replay. */
const LIMITS = { sealBytes: 65_536, sealAgeMs: 500, retainBytes: Infinity, capBytes: Infinity };

type Store = ReplicaStoreModule.ReplicaStore;

interface Modules {
  readonly ReplicaStore: typeof ReplicaStoreModule.ReplicaStore;
  readonly ShardState: typeof ShardStateModule.ShardState;
  readonly LeaderDb: typeof LeaderDbModule.LeaderDb;
}

export const recovery: Row = {
  name: "recovery",
  title: "A region of the reference cluster that starts again: 1,000,000 entities, 300,000 events",
  method:
    "From opening the directories of its 15 replicas until every one stands where it stood: checkpoints of 66,667 entities, and logs of " +
    "20,000 events behind them, each checked, in the memory of one process. Beside it the same files read as bytes and nothing done with " +
    "them. The files are in the page cache in both.",
  note: "",
  figures: [
    {
      title: "open to ready",
      unit: "s",
      series: "ready",
      baseline: "reading",
      target: { kind: "at_most", value: 30 },
    },
    { title: "bytes on disk", unit: "MB", series: "bytes" },
  ],
  measure: async (options) => {
    const collector = new SampleCollector();
    const folder = mkdtempSync(join(tmpdir(), "tidaldb-exporter-bench-"));
    try {
      const modules = await load(join(options.exporterFolder, "reference-cluster"));
      const before = Array.from({ length: SHARDS }, (_, shardId) => fill(folder, shardId, modules));
      await repeat(collector, options, async (_round, into) => {
        const startedMs = performance.now();
        const stores = before.map((_facts, shardId) => open(folder, shardId, modules));
        into.add("ready", (performance.now() - startedMs) / 1000);
        const after = stores.map(factsOf);
        for (const store of stores) store.close();
        if (String(after) !== String(before))
          throw new Error(`expected ${String(before)}, got ${String(after)}`);
        const readFromMs = performance.now();
        const bytes = readAll(folder);
        into.add("reading", (performance.now() - readFromMs) / 1000);
        into.add("bytes", bytes / 1e6);
        await Promise.resolve();
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
    return collector.measurements;
  },
};

async function load(folder: string): Promise<Modules> {
  const { ReplicaStore } = (await import(
    join(folder, "storage", "replica-store.js")
  )) as typeof ReplicaStoreModule;
  const { ShardState } = (await import(join(folder, "storage", "shard-state.js"))) as typeof ShardStateModule;
  const { LeaderDb } = (await import(join(folder, "replication", "leader-db.js"))) as typeof LeaderDbModule;
  return { ReplicaStore, ShardState, LeaderDb };
}

function open(folder: string, shardId: number, { ReplicaStore }: Modules): Store {
  return ReplicaStore.open(
    join(folder, `shard-${shardId}`),
    { shardId, regionId: 0 },
    LIMITS,
    0,
    (problem) => {
      throw new Error(problem);
    },
  );
}

/** Writes one shard's share to disk. @returns what is to be found there. */
function fill(folder: string, shardId: number, modules: Modules): string {
  const entities = Math.ceil(ENTITIES / SHARDS);
  const store = open(folder, shardId, modules);
  const state = new modules.ShardState(undefined, BigInt(entities), BigInt(entities));
  for (let number = 1; number <= entities; number += 1) state.entities.add(...idOf(number));
  store.replaceWith({ shardId, term: 1, state });
  const db = new modules.LeaderDb(
    store,
    () => 1n,
    0,
    () => undefined,
  );
  for (let written = 0; written < EVENTS / SHARDS; written += EVENTS_PER_BATCH) {
    const count = Math.min(EVENTS_PER_BATCH, EVENTS / SHARDS - written);
    const bytes = Buffer.alloc(count * 16);
    for (let index = 0; index < count; index += 1) {
      const [upper, lower] = idOf(((written + index) % entities) + 1);
      bytes.writeUInt32LE(lower, index * 16);
      bytes.writeUInt32LE(upper, index * 16 + 4);
    }
    db.write({ count, bytes }, 0);
  }
  const facts = factsOf(store);
  store.close();
  return facts;
}

/** Halves of an id that is spread over all 64 bits, as those of real entities are. */
function idOf(number: number): [upper: number, lower: number] {
  return [Math.imul(number, 0x9e37_79b1) >>> 0, Math.imul(number, 0x85eb_ca6b) >>> 0];
}

function factsOf({ state }: Store): string {
  return `${state.appliedSeqno}/${state.signalsTotal}/${state.entities.size}`;
}

function readAll(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += readFileSync(join(entry.parentPath, entry.name)).length;
  }
  return bytes;
}
