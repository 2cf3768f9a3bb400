import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import type { ClusterShape } from "../cluster-shape";
import { LoadLane } from "./load-lane";
import { buildPostBodies } from "./post-bodies";
import { PostConnection } from "./post-connection";

/** What is sent, and to whom. */
export interface LoadPlan extends ClusterShape {
  readonly url: string;
  /** Heartbeats in one request; 1 sends a single object and no array. */
  readonly batch: number;
  /** Not more than there are requests in a round. */
  readonly connections: number;
  /** Number of the first of the shards; default 0. */
  readonly firstShard?: number;
}

/** What a load came to. */
export interface LoadResult {
  /** All that were sent. */
  readonly heartbeats: number;
  readonly seconds: number;
}

/** What became of heartbeats that were sent by the clock. */
export interface PacedResult extends LoadResult {
  /** Requests answered later after the moment they were due than allowed, or never. */
  readonly lateRequests: number;
  /** The longest time between that moment and the answer. */
  readonly worstMs: number;
}

/** How a load is sent by the clock. */
export interface Pace {
  /** Heartbeats. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly lateAfterMs: number;
}

/** Rounds that are built beforehand: the figures of a shard differ from those of its last heartbeat. */
const ROUNDS = 2;
const PACING_INTERVAL_MS = 2;

/** What waits to be sent is sent until this long after the last request was due; what was sent is waited for longer. */
const SENDING_GRACE_MS = 10_000;
const ANSWER_DEADLINE_MS = 60_000;

/** One plan with its connections. */
export class Load {
  readonly #lanes: readonly LoadLane[];
  readonly #batch: number;
  readonly #requestsOfRound: number;

  /** @throws RangeError when there are more connections than requests in a round. */
  constructor(plan: LoadPlan) {
    const { hostname, port } = new URL(plan.url);
    const { batch, connections } = plan;
    const rounds = Array.from({ length: ROUNDS }, (_, round) =>
      buildPostBodies(hostname, plan, { ...plan, round }),
    );
    this.#batch = batch;
    this.#requestsOfRound = Math.ceil(plan.shards / batch);
    if (connections > this.#requestsOfRound) {
      throw new RangeError(
        `expected at most ${this.#requestsOfRound} connections, one for each request of a round, got ${connections}`,
      );
    }
    this.#lanes = Array.from({ length: connections }, (_, lane) => {
      const bodies = rounds.flatMap((round) => round.filter((_body, i) => i % connections === lane));
      return new LoadLane(new PostConnection(hostname, Number(port)), bodies);
    });
  }

  close(): void {
    for (const lane of this.#lanes) lane.close();
  }

  /** Every connection posts as soon as it is answered, for so long. */
  flood(seconds: number): Promise<LoadResult> {
    const deadlineMs = performance.now() + seconds * 1000;
    return this.#postUntil(() => performance.now() >= deadlineMs);
  }

  /** Every shard sends one heartbeat, as fast as they are taken. */
  refresh(): Promise<LoadResult> {
    const before = this.#lanes.map((lane) => lane.sentRequests);
    return this.#postUntil((lane, i) => lane.sentRequests - (before[i] ?? 0) >= this.#requestsOfLane(i));
  }

  /** Posts by the clock, whether or not earlier posts were answered; a connection sends one after another. */
  async pace({ perSecond, seconds, lateAfterMs }: Pace): Promise<PacedResult> {
    const total = Math.floor((perSecond * seconds) / this.#batch);
    const startedMs = performance.now();
    const elapsedMs = (): number => performance.now() - startedMs;
    const waiting = this.#lanes.map((lane) => ({ lane, dueMs: [] as number[], isBusy: false }));
    const tally = { scheduled: 0, answered: 0, heartbeats: 0, lateRequests: 0, worstMs: 0, problem: "" };
    const sendNext = (each: (typeof waiting)[number]): void => {
      const dueMs = each.dueMs.shift();
      if (dueMs === undefined) return;
      each.isBusy = true;
      tally.heartbeats += each.lane.send((problem) => {
        each.isBusy = false;
        tally.problem ||= problem ?? "";
        tally.answered += 1;
        tally.worstMs = Math.max(tally.worstMs, elapsedMs() - dueMs);
        if (elapsedMs() - dueMs > lateAfterMs) tally.lateRequests += 1;
        sendNext(each);
      });
    };
    const isSending = (): boolean =>
      tally.answered < total && tally.problem === "" && elapsedMs() < seconds * 1000 + SENDING_GRACE_MS;
    while (isSending()) {
      const until = Math.min(total, Math.floor(((elapsedMs() / 1000) * perSecond) / this.#batch));
      for (; tally.scheduled < until; tally.scheduled += 1) {
        const lane = (tally.scheduled % this.#requestsOfRound) % waiting.length;
        waiting[lane]?.dueMs.push((tally.scheduled * this.#batch * 1000) / perSecond);
      }
      for (const each of waiting) if (!each.isBusy) sendNext(each);
      await sleep(PACING_INTERVAL_MS);
    }
    // What was not sent by now is not sent any more. What was sent is waited for, so that it can be counted.
    for (const { dueMs } of waiting) dueMs.length = 0;
    const hopelessMs = elapsedMs() + ANSWER_DEADLINE_MS;
    while (waiting.some(({ isBusy }) => isBusy) && tally.problem === "" && elapsedMs() < hopelessMs) {
      await sleep(PACING_INTERVAL_MS);
    }
    if (tally.problem !== "") throw new Error(tally.problem);
    const lateRequests = tally.lateRequests + (total - tally.answered);
    return {
      heartbeats: tally.heartbeats,
      worstMs: tally.worstMs,
      lateRequests,
      seconds: elapsedMs() / 1000,
    };
  }

  #requestsOfLane(lane: number): number {
    return Math.ceil((this.#requestsOfRound - lane) / this.#lanes.length);
  }

  async #postUntil(isOver: (lane: LoadLane, index: number) => boolean): Promise<LoadResult> {
    const startedMs = performance.now();
    const heartbeats = await Promise.all(this.#lanes.map((lane, i) => postOn(lane, () => isOver(lane, i))));
    return {
      heartbeats: heartbeats.reduce((sum, count) => sum + count, 0),
      seconds: (performance.now() - startedMs) / 1000,
    };
  }
}

/** Posts one request after another; how many heartbeats they held. */
function postOn(lane: LoadLane, isOver: () => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    let heartbeats = 0;
    const goOn = (): void => {
      if (isOver()) {
        resolve(heartbeats);
        return;
      }
      heartbeats += lane.send((problem) => {
        if (problem === undefined) goOn();
        else reject(new Error(problem));
      });
    };
    goOn();
  });
}
