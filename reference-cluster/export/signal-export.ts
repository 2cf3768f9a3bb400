import type { ShardId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import type { ReplicaStore } from "../storage/replica-store";
import type { Batch } from "../wal/batch";
import { SIGNAL_BYTES, SIGNAL_KINDS, signalKindAt, signalUserAt } from "../wal/signal";
import type { ExportQuery } from "./export-query";
import { ShardLogReader } from "./shard-log-reader";

/** Lines of one chunk, at most. */
const MOST_LINES = 256;
/** Signals that are looked at for one chunk, at most: a filter that lets little through must not take long in one piece. */
const MOST_LOOKED_AT = 4_096;

interface ShardPart {
  readonly shardId: ShardId;
  readonly reader: ShardLogReader;
  /** The batch whose signals are next, and how many of them were passed. */
  batch: Batch | undefined;
  passed: number;
}

/**
 * The signals of all shards as of the moment at which it was made, as lines of JSON, in the order of their times; those of one
 * shard in the order of its log. It is asked for a chunk at a time, so whoever reads slowly makes it wait, and nobody else.
 */
export class SignalExport {
  readonly #query: ExportQuery;
  readonly #parts: readonly ShardPart[];
  #left: number;
  #lines = 0;

  /**
   * @param leaders the replicas that lead the shards.
   * @param untilMs monotonic: until when the logs are held for it.
   */
  constructor(leaders: readonly ReplicaStore[], query: ExportQuery, untilMs: number) {
    this.#query = query;
    this.#left = query.limit ?? Infinity;
    this.#parts = leaders.map((store) => ({
      shardId: store.id.shardId,
      reader: new ShardLogReader(store, untilMs),
      batch: undefined,
      passed: 0,
    }));
  }

  /** Up to which seqno it has the log of each shard. */
  get asOf(): ReadonlyMap<ShardId, bigint> {
    return new Map(this.#parts.map(({ shardId, reader }) => [shardId, reader.through]));
  }

  /** Lines so far. */
  get lines(): number {
    return this.#lines;
  }

  /**
   * Begins to read, and says whether the logs reach back to the beginning of what is asked for; to be called once, before the
   * first chunk.
   *
   * @param pause awaited after each shard, so that nothing else waits for all of them.
   * @throws LogGoneError when a log was removed while it was looked at.
   */
  async begin(pause: () => Promise<void>): Promise<Result<void>> {
    const { sinceNs = 0n, isPartialAllowed } = this.#query;
    for (const part of this.#parts) {
      const isWhole = part.reader.next === 1n;
      this.#fill(part);
      if (!isWhole && !isPartialAllowed) {
        const beginsNs = part.batch?.header.timestampNs;
        if (beginsNs === undefined || beginsNs >= sinceNs) return this.#refusal(part, beginsNs);
      }
      await pause();
    }
    return { ok: true, value: undefined };
  }

  /**
   * The next lines: "" when a piece of work was done that gave none, undefined at the end.
   *
   * @throws LogGoneError when the log does not have any more what comes next, because this was read too slowly.
   */
  next(): string | undefined {
    let text = "";
    let lookedAt = 0;
    let lines = 0;
    while (lookedAt < MOST_LOOKED_AT && lines < MOST_LINES && this.#left > 0) {
      const part = this.#earliest();
      if (part?.batch === undefined) return text === "" ? undefined : text;
      const { header, signals } = part.batch;
      const offset = part.passed * SIGNAL_BYTES;
      lookedAt += 1;
      if (this.#isWanted(header.timestampNs, signals.bytes, offset)) {
        text += line(header.timestampNs, signals.bytes, offset);
        lines += 1;
        this.#left -= 1;
      }
      if (this.#advance(part)) break;
    }
    this.#lines += lines;
    return text === "" && this.#left <= 0 ? undefined : text;
  }

  close(): void {
    for (const { reader } of this.#parts) reader.close();
  }

  /** Goes to the next signal. @returns whether a file had to be read for it. */
  #advance(part: ShardPart): boolean {
    part.passed += 1;
    if (part.batch === undefined || part.passed < part.batch.signals.count) return false;
    const { needsSegment } = part.reader;
    this.#fill(part);
    return needsSegment;
  }

  #fill(part: ShardPart): void {
    part.batch = part.reader.read();
    part.passed = 0;
  }

  #earliest(): ShardPart | undefined {
    let earliest: ShardPart | undefined;
    for (const part of this.#parts) {
      if (part.batch === undefined) continue;
      const earliestNs = earliest?.batch?.header.timestampNs;
      if (earliestNs === undefined || part.batch.header.timestampNs < earliestNs) earliest = part;
    }
    return earliest;
  }

  #isWanted(timestampNs: bigint, bytes: Buffer, offset: number): boolean {
    const { sinceNs, untilNs, kinds, userId } = this.#query;
    if (sinceNs !== undefined && timestampNs < sinceNs) return false;
    if (untilNs !== undefined && timestampNs >= untilNs) return false;
    if (kinds !== undefined && !kinds.has(signalKindAt(bytes, offset))) return false;
    return userId === undefined || signalUserAt(bytes, offset) === userId;
  }

  #refusal({ shardId }: ShardPart, beginsNs: bigint | undefined): Result<void> {
    const begins = beginsNs === undefined ? "is empty" : `begins at ${beginsNs}`;
    const instead = beginsNs === undefined ? "a moment from now on" : `since=${beginsNs + 1n} or later`;
    return {
      ok: false,
      message: `since: expected a moment that the log still has: that of shard ${shardId} ${begins}; ask for ${instead}, or partial=allow`,
    };
  }
}

function line(timestampNs: bigint, bytes: Buffer, offset: number): string {
  const entityId = bytes.readBigUInt64LE(offset);
  const kind = SIGNAL_KINDS[signalKindAt(bytes, offset)] ?? "unknown";
  const weight = bytes.readFloatLE(offset + 12);
  const userId = signalUserAt(bytes, offset);
  return (
    `{"entity_id":${entityId},"signal_type":"${kind}","weight":${Number.isFinite(weight) ? weight : "null"},` +
    `"timestamp_ns":${timestampNs},"user_id":${userId === 0 ? "null" : userId}}\n`
  );
}
