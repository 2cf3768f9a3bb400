import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import type {
  ExporterClient,
  HeartbeatAnswer,
  PlannedWork,
  TopologyAnswer,
  WorkAnswer,
} from "../../heartbeats/exporter-client";
import { parseHeartbeats } from "../../../test/support/wire/parse-heartbeats";

const MOST_HEARTBEATS = 1_000;

/** Takes heartbeats as the exporter would, refuses none, and keeps them. */
export class FakeExporter implements ExporterClient {
  readonly batches: ShardStats[][] = [];
  readonly bodies: string[] = [];
  readonly contentTypes: string[] = [];
  readonly moves: (readonly [shardId: number, regionId: number])[] = [];
  /** What is announced and not ended, by id; it does not lapse. */
  readonly announced = new Map<string, PlannedWork>();
  /** What was announced and ended, in order, each once: "+id" and "-id". */
  readonly announcements: string[] = [];
  /** How often work was announced or its lease renewed. */
  workCalls = 0;
  workAnswer: WorkAnswer = { result: "done" };
  topologyAnswer: TopologyAnswer = { result: "updated" };
  /** Answers instead of taking the heartbeats. */
  failure: HeartbeatAnswer | undefined;
  closed = false;

  postHeartbeats(body: string, contentType: string): Promise<HeartbeatAnswer> {
    this.bodies.push(body);
    this.contentTypes.push(contentType);
    if (this.failure !== undefined) return Promise.resolve(this.failure);
    const format = contentType === "application/json" ? "json" : "ndjson";
    const parsed = parseHeartbeats(Buffer.from(body), format, MOST_HEARTBEATS);
    if (!parsed.ok) throw new Error(parsed.message);
    const batch = parsed.heartbeats.map((heartbeat) => {
      if (!heartbeat.ok) throw new Error(heartbeat.message);
      return heartbeat.value;
    });
    this.batches.push(batch);
    return Promise.resolve({ ok: true, accepted: batch.length, stale: 0, retired: 0, rejected: 0 });
  }

  putShard(shardId: number, regionId: number): Promise<TopologyAnswer> {
    this.moves.push([shardId, regionId]);
    return Promise.resolve(this.topologyAnswer);
  }

  announceWork(work: PlannedWork): Promise<WorkAnswer> {
    this.workCalls += 1;
    if (this.workAnswer.result === "done") {
      if (!this.announced.has(work.id)) this.announcements.push(`+${work.id}`);
      this.announced.set(work.id, work);
    }
    return Promise.resolve(this.workAnswer);
  }

  endWork(id: string): Promise<WorkAnswer> {
    if (this.workAnswer.result === "done" && this.announced.delete(id)) this.announcements.push(`-${id}`);
    return Promise.resolve(this.workAnswer);
  }

  close(): void {
    this.closed = true;
  }

  /** The last heartbeat of a replica. @throws Error when there was none. */
  last(shardId: number, regionId: number): ShardStats {
    const found = this.batches
      .flat()
      .findLast((stats) => stats.shardId === shardId && stats.regionId === regionId);
    if (found === undefined) throw new Error(`no heartbeat of shard ${shardId} in region ${regionId}`);
    return found;
  }

  /** Every heartbeat of a replica, the oldest first. */
  all(shardId: number, regionId: number): ShardStats[] {
    return this.batches.flat().filter((stats) => stats.shardId === shardId && stats.regionId === regionId);
  }
}
