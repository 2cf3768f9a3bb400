import type { ControlPlane } from "../../domain/control-plane";
import type { HeartbeatResult } from "../../domain/terms/cluster-snapshot";
import type { RegionId, ShardId } from "../../domain/terms/ids";
import { HeartbeatReader } from "../../wire/heartbeats/heartbeat-entries";
import { HeartbeatStream } from "../../wire/heartbeats/heartbeat-stream";
import { HeartbeatTally } from "../../wire/heartbeats/heartbeat-tally";
import type { SenderArea } from "../../wire/heartbeats/heartbeat-tally";
import { MessageQueue } from "./message-queue";
import type { WaitingMessage } from "./message-queue";
import { subjectArea } from "./heartbeat-subject";
import type { SubjectArea } from "./heartbeat-subject";

/** What a message may hold, as a request over HTTP may. Read for every message, so it may change with a reload. */
export interface InletLimits {
  readonly maxBodyBytes: number;
  readonly maxBatch: number;
  readonly maxLineBytes: number;
}

/** Is told what a limit refused, by the limit's name, and how often. */
export type OnRefused = (limit: "body_size" | "batch_length" | "heartbeat_size", count: number) => void;

/** How long messages may keep the event loop from everything else. Milliseconds. */
const SLICE_MS = 2;

/** Takes in heartbeats that come as messages, by the rules of those that come over HTTP, some at a time. */
export class HeartbeatInlet {
  readonly #controlPlane: ControlPlane;
  readonly #limits: () => InletLimits;
  readonly #onRefused: OnRefused;
  readonly #queue = new MessageQueue();
  readonly #reader = new HeartbeatReader();
  readonly #counts: Record<HeartbeatResult, number> = { accepted: 0, stale: 0, retired: 0, rejected: 0 };
  #reading: HeartbeatReading | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(controlPlane: ControlPlane, limits: () => InletLimits, onRefused: OnRefused) {
    this.#controlPlane = controlPlane;
    this.#limits = limits;
    this.#onRefused = onRefused;
  }

  /** Heartbeats by what became of them, ever; a stale one is mostly one that came another way before. */
  get counts(): Readonly<Record<HeartbeatResult, number>> {
    return this.#counts;
  }

  /** Messages that were dropped because too many waited, ever. */
  get dropped(): number {
    return this.#queue.dropped;
  }

  /** Takes a message; it is read soon after. */
  take(message: WaitingMessage): void {
    this.#queue.push(message);
    this.#turn ??= setImmediate(() => {
      this.#read();
    });
  }

  /** Forgets what waits. */
  close(): void {
    clearImmediate(this.#turn);
    while (this.#queue.shift() !== undefined);
    this.#reading = undefined;
  }

  #read(): void {
    this.#turn = undefined;
    const untilMs = performance.now() + SLICE_MS;
    while (performance.now() < untilMs) {
      this.#reading ??= this.#next();
      if (this.#reading === undefined) return;
      if (!this.#reading.stream.advance() && this.#reading.stream.refusal === undefined) continue;
      this.#account(this.#reading);
      this.#reading = undefined;
    }
    this.#turn = setImmediate(() => {
      this.#read();
    });
  }

  #next(): HeartbeatReading | undefined {
    for (let message = this.#queue.shift(); message; message = this.#queue.shift()) {
      const area = subjectArea(message.subject);
      const { maxBodyBytes, maxBatch, maxLineBytes } = this.#limits();
      if (area === undefined) this.#reject(1);
      else if (message.body.length > maxBodyBytes) {
        this.#onRefused("body_size", 1);
        this.#reject(1);
      } else {
        const tally = new HeartbeatTally(this.#controlPlane, areaOf(area), { isCopy: true });
        const limits = { maxHeartbeats: maxBatch, maxLineBytes };
        const format = message.isNdjson ? "ndjson" : "json";
        const stream = new HeartbeatStream(format, limits, this.#reader, tally);
        stream.push(message.body);
        return { stream, tally };
      }
    }
    return undefined;
  }

  #account({ stream, tally }: HeartbeatReading): void {
    const refusal = stream.refusal ?? stream.finish();
    if (refusal?.reason === "too_many") this.#onRefused("batch_length", 1);
    if (stream.tooLongCount > 0) this.#onRefused("heartbeat_size", stream.tooLongCount);
    // What is no heartbeat at all counts as one that was refused.
    const unread = refusal !== undefined && tally.refused === 0 ? 1 : 0;
    this.#controlPlane.countRejectedHeartbeats(tally.refused + unread);
    const { accepted, stale, retired, rejected } = tally.counts;
    this.#counts.accepted += accepted;
    this.#counts.stale += stale;
    this.#counts.retired += retired;
    this.#counts.rejected += rejected + unread;
  }

  #reject(count: number): void {
    this.#controlPlane.countRejectedHeartbeats(count);
    this.#counts.rejected += count;
  }
}

/** A message that is being read. */
interface HeartbeatReading {
  readonly stream: HeartbeatStream;
  readonly tally: HeartbeatTally;
}

/** Heartbeats of other replicas than the subject names are not the sender's to send: NATS judged the subject only. */
function areaOf({ regionId, shardId }: SubjectArea): SenderArea | undefined {
  if (regionId === undefined && shardId === undefined) return undefined;
  return {
    holds: (shard: ShardId, region: RegionId) =>
      (regionId === undefined || region === regionId) && (shardId === undefined || shard === shardId),
    refusalOf: (_, region) =>
      regionId !== undefined && region !== regionId
        ? { field: "region_id", message: `region_id: expected ${regionId} under this subject, got ${region}` }
        : { field: "shard_id", message: `shard_id: expected ${shardId} under this subject` },
  };
}
