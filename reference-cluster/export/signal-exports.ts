import { setImmediate as turn } from "node:timers/promises";
import type { ShardId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import type { Replica } from "../cluster/replica";
import type { Scheduler } from "../scheduler";
import type { ExportQuery } from "./export-query";
import { LogGoneError } from "./shard-log-reader";
import { SignalExport } from "./signal-export";

/** Exports that may be under way at a time: each has a segment of every shard in memory. */
const MOST_AT_ONCE = 4;
/** How long an export holds the logs. One that is read more slowly goes on as long as they happen to have what it needs. */
const HOLD_MS = 60_000;

/** An export that has begun, with what its reader is told besides. */
export interface BegunExport {
  readonly asOf: ReadonlyMap<ShardId, bigint>;
  /** Signals that sides of a partition took in by themselves: they are counted, but are in no log, so they are not exported. */
  readonly besideTheLog: bigint;
  next(): string | undefined;
  close(): void;
}

/** Why there is no export: too many, a shard without a leader, or a log that begins too late. */
export interface NoExport {
  readonly reason: "busy" | "no leader" | "gone";
  readonly message: string;
}

/** What exports need of a cluster. */
export interface ExportedCluster {
  readonly shardIds: readonly ShardId[];
  /** The running replica that leads a shard; undefined when it is down. */
  leader(shardId: ShardId): Replica | undefined;
}

/** Makes exports of a cluster's signals, a few at a time. */
export class SignalExports {
  readonly #cluster: ExportedCluster;
  readonly #scheduler: Scheduler;
  #active = 0;

  constructor(cluster: ExportedCluster, scheduler: Scheduler) {
    this.#cluster = cluster;
    this.#scheduler = scheduler;
  }

  /** Exports under way. */
  get active(): number {
    return this.#active;
  }

  /** The export is as of the moment of the call, in all shards. Whoever gets one closes it. */
  async begin(query: ExportQuery): Promise<Result<BegunExport, NoExport>> {
    if (this.#active >= MOST_AT_ONCE) {
      return refused(
        "busy",
        `exports: expected at most ${MOST_AT_ONCE} at a time; ask again when one has ended`,
      );
    }
    const leaders: Replica[] = [];
    for (const shardId of this.#cluster.shardIds) {
      const leader = this.#cluster.leader(shardId);
      if (leader === undefined)
        return refused("no leader", `shard ${shardId}: its leader is down; ask again later`);
      leaders.push(leader);
    }
    const untilMs = this.#scheduler.monotonicMs() + HOLD_MS;
    const stores = leaders.map(({ store }) => store);
    const made = new SignalExport(stores, query, untilMs);
    const besideTheLog = leaders.reduce(
      (sum, { divergent }) => sum + divergent.signals.counts.operations,
      0n,
    );
    this.#active += 1;
    const begun = this.#begun(made, besideTheLog);
    const problem = await problemOf(made);
    if (problem === undefined) return { ok: true, value: begun };
    begun.close();
    return refused("gone", problem);
  }

  #begun(made: SignalExport, besideTheLog: bigint): BegunExport {
    let isOpen = true;
    return {
      asOf: made.asOf,
      besideTheLog,
      next: () => made.next(),
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        made.close();
        this.#active -= 1;
      },
    };
  }
}

async function problemOf(made: SignalExport): Promise<string | undefined> {
  try {
    const result = await made.begin(turn);
    return result.ok ? undefined : result.message;
  } catch (error) {
    if (error instanceof LogGoneError) return `${error.message}; ask again`;
    throw error;
  }
}

function refused(reason: NoExport["reason"], message: string): { readonly ok: false } & NoExport {
  return { ok: false, reason, message };
}
