import type { Logger } from "pino";
import type { RegionLayout } from "../layout";
import type { ShardStats } from "#exporter/domain/terms/shard-stats";
import { Loss } from "../replication/loss";
import type { Cancel, Scheduler } from "../scheduler";
import type { Conditions } from "../cluster/conditions";
import type { ExporterClient, HeartbeatAnswer } from "./exporter-client";
import { encodeHeartbeats, HEARTBEAT_CONTENT_TYPES } from "./heartbeat-encoding";
import type { HeartbeatFormat } from "./heartbeat-encoding";
import { HeartbeatRecord } from "./heartbeat-record";

/** What a region's heartbeats are made of, and where they go. */
export interface HeartbeatParts {
  readonly region: RegionLayout;
  /** What the region's running replicas say about themselves at this moment; asked once a beat, since each heartbeat is counted. */
  readonly collect: () => readonly ShardStats[];
  readonly client: ExporterClient;
  readonly conditions: Conditions;
  readonly scheduler: Scheduler;
  readonly intervalMs: number;
  readonly format: HeartbeatFormat;
  readonly log: Logger;
}

/** How a region's heartbeats have fared. */
export interface HeartbeatStatus {
  /** Requests that the exporter answered with a report. */
  readonly delivered: number;
  /** Requests that failed; a failed heartbeat is not sent again, the next one says more. */
  readonly failed: number;
  /** Heartbeats that a fault kept back. */
  readonly lost: number;
  /** Old heartbeats that a fault sent again. */
  readonly replayed: number;
  readonly lastAnswer: HeartbeatAnswer | undefined;
}

/** Sends one request with all of a region's replicas each interval. One that is not answered yet holds back the next. */
export class HeartbeatSender {
  readonly #parts: HeartbeatParts;
  readonly #record = new HeartbeatRecord();
  readonly #loss = new Loss();
  readonly #counts = { delivered: 0, failed: 0, lost: 0, replayed: 0 };
  #cancels: Cancel[] = [];
  #underWay = false;
  #lastAnswer: HeartbeatAnswer | undefined;
  #lastLogged: string | undefined;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  get status(): HeartbeatStatus {
    return { ...this.#counts, lastAnswer: this.#lastAnswer };
  }

  /** Beats at once, and then every interval from `offsetMs` on: regions with different offsets do not beat together. */
  start(offsetMs: number): void {
    const { scheduler, intervalMs } = this.#parts;
    const beat = (): void => {
      void this.#beat();
    };
    this.#cancels.push(
      scheduler.after(0, beat),
      scheduler.after(offsetMs, () => {
        this.#cancels.push(scheduler.every(intervalMs, beat));
        beat();
      }),
    );
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  async #beat(): Promise<void> {
    if (this.#underWay) return;
    this.#underWay = true;
    try {
      const batch = this.#parts.collect();
      if (batch.length === 0) return;
      await this.#sendLive(batch);
      await this.#sendReplay();
    } finally {
      this.#underWay = false;
    }
  }

  async #sendLive(batch: readonly ShardStats[]): Promise<void> {
    const { conditions, region, format, scheduler } = this.#parts;
    const kept = batch.filter((stats) => !this.#isLost(conditions.heartbeatLoss.on(stats)));
    if (kept.length === 0) return;
    const body = encodeHeartbeats(kept, format);
    const sentAtMs = scheduler.monotonicMs();
    const answer = await this.#post(body);
    if (answer.ok) this.#record.add(body, sentAtMs);
    this.#lastAnswer = answer;
    this.#logChange(region.name, answer);
  }

  async #sendReplay(): Promise<void> {
    const { conditions, region, scheduler } = this.#parts;
    const [ageMs] = conditions.heartbeatReplayMs.onRegion(region.regionId);
    if (ageMs === undefined) return;
    const body = this.#record.find(ageMs, scheduler.monotonicMs());
    if (body === undefined) return;
    this.#counts.replayed += 1;
    await this.#post(body);
  }

  async #post(body: string): Promise<HeartbeatAnswer> {
    const { client, format } = this.#parts;
    const answer = await client.postHeartbeats(body, HEARTBEAT_CONTENT_TYPES[format]);
    this.#counts[answer.ok ? "delivered" : "failed"] += 1;
    return answer;
  }

  #isLost(losses: readonly number[]): boolean {
    const kept = losses.reduce((product, loss) => product * (1 - loss), 1);
    const lost = this.#loss.takes(1 - kept);
    if (lost) this.#counts.lost += 1;
    return lost;
  }

  /** Logs how heartbeats fare when that has changed: an exporter that is away for an hour is one line, not 720. */
  #logChange(region: string, answer: HeartbeatAnswer): void {
    const summary = summarize(answer);
    if (summary === this.#lastLogged) return;
    const first = this.#lastLogged === undefined;
    this.#lastLogged = summary;
    const { log } = this.#parts;
    if (!answer.ok)
      log.warn({ region, problem: answer.message }, "heartbeats fail, trying again at each beat");
    else if (answer.rejected > 0) log.warn({ region, ...answer }, "the exporter rejects heartbeats");
    else if (first) log.info({ region, accepted: answer.accepted }, "heartbeats arrive");
    else log.info({ region, accepted: answer.accepted }, "heartbeats arrive again");
  }
}

function summarize(answer: HeartbeatAnswer): string {
  if (!answer.ok) return answer.message;
  return answer.rejected > 0 ? `${answer.rejected} rejected` : "";
}
