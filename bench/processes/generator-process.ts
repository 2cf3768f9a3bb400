/** Sends heartbeats over HTTP, from a process of its own so that making load does not slow down what is under load. */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import type { ClusterShape } from "../cluster-shape";
import { serveCommands } from "./command-server";
import { buildPostBodies, stampBody } from "./post-bodies";
import type { PostBody } from "./post-bodies";
import { PostConnection } from "./post-connection";

/** What is sent, and to whom. */
export interface LoadPlan extends ClusterShape {
  readonly url: string;
  /** Heartbeats in one request; 1 sends a single object and no array. */
  readonly batch: number;
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
  /** Requests answered later after the moment they were due than allowed. */
  readonly lateRequests: number;
  /** The longest time between that moment and the answer. */
  readonly worstMs: number;
}

/** Rounds that are built beforehand: the figures of a shard differ from those of its last heartbeat. */
const ROUNDS = 2;
const PACING_INTERVAL_MS = 2;
/** Answers may come this much after the last request of a paced load was due. */
const PACED_GRACE_MS = 10_000;

/** Who has not answered by then never will. */
const ANSWER_DEADLINE_MS = 60_000;

/** One plan with its connections and what it has sent. */
class Load {
  readonly #bodies: readonly PostBody[];
  readonly #connections: readonly PostConnection[];
  readonly #digits = Buffer.alloc(19);
  #next = 0;

  constructor(plan: LoadPlan) {
    const { hostname, port } = new URL(plan.url);
    this.#bodies = Array.from({ length: ROUNDS }, (_, round) =>
      buildPostBodies(hostname, plan, { ...plan, round }),
    ).flat();
    // The times in a request are written when it is sent again: by then its last answer has to be there.
    const requestsOfRound = Math.ceil(plan.shards / plan.batch);
    if (plan.connections > requestsOfRound) {
      throw new RangeError(
        `expected at most ${requestsOfRound} connections for ${requestsOfRound} requests a round, got ${plan.connections}`,
      );
    }
    this.#connections = Array.from(
      { length: plan.connections },
      () => new PostConnection(hostname, Number(port)),
    );
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  /** Every connection posts as soon as it is answered, until `isOver`. */
  async flood(isOver: (requests: number) => boolean): Promise<LoadResult> {
    let requests = 0;
    let heartbeats = 0;
    const startedMs = performance.now();
    await Promise.all(
      this.#connections.map(
        (connection) =>
          new Promise<void>((resolve, reject) => {
            const goOn = (): void => {
              if (isOver(requests)) {
                resolve();
                return;
              }
              requests += 1;
              const sent = this.#send(connection, (problem) => {
                heartbeats += sent;
                if (problem === undefined) goOn();
                else reject(new Error(problem));
              });
            };
            goOn();
          }),
      ),
    );
    return { heartbeats, seconds: (performance.now() - startedMs) / 1000 };
  }

  /** Every shard sends one heartbeat, as fast as they are taken. */
  refresh(): Promise<LoadResult> {
    const once = this.#bodies.length / ROUNDS;
    return this.flood((requests) => requests >= once);
  }

  /** Posts by the clock, whether or not earlier posts were answered. */
  async pace(perSecond: number, seconds: number, lateAfterMs: number): Promise<PacedResult> {
    const idle = [...this.#connections];
    const due: number[] = [];
    const perRequest = this.#bodies[0]?.heartbeats ?? 1;
    const total = Math.floor((perSecond * seconds) / perRequest);
    const state = { scheduled: 0, answered: 0, heartbeats: 0, lateRequests: 0, worstMs: 0, problem: "" };
    const startedMs = performance.now();
    const sendDue = (): void => {
      while (due.length > 0 && idle.length > 0) {
        const dueMs = due.shift() ?? 0;
        const connection = idle.pop();
        if (!connection) return;
        state.heartbeats += this.#send(connection, (problem) => {
          if (problem !== undefined) state.problem = problem;
          const delayMs = performance.now() - startedMs - dueMs;
          state.worstMs = Math.max(state.worstMs, delayMs);
          if (delayMs > lateAfterMs) state.lateRequests += 1;
          state.answered += 1;
          idle.push(connection);
          sendDue();
        });
      }
    };
    while (state.answered < total && state.problem === "") {
      const elapsedMs = performance.now() - startedMs;
      if (elapsedMs > seconds * 1000 + PACED_GRACE_MS) break;
      const until = Math.min(total, Math.floor(((elapsedMs / 1000) * perSecond) / perRequest));
      for (; state.scheduled < until; state.scheduled += 1) {
        due.push((state.scheduled * perRequest * 1000) / perSecond);
      }
      sendDue();
      await sleep(PACING_INTERVAL_MS);
    }
    // What was not sent by now is not sent any more; it counts as late. What was sent is waited for, so that it can be counted.
    due.length = 0;
    const hopelessMs = performance.now() + ANSWER_DEADLINE_MS;
    while (idle.length < this.#connections.length && state.problem === "" && performance.now() < hopelessMs) {
      await sleep(PACING_INTERVAL_MS);
    }
    if (state.problem !== "") throw new Error(state.problem);
    const { heartbeats, worstMs } = state;
    // What was never answered is late too.
    const lateRequests = state.lateRequests + (total - state.answered);
    return { heartbeats, lateRequests, worstMs, seconds: (performance.now() - startedMs) / 1000 };
  }

  #send(connection: PostConnection, onAnswer: (problem: string | undefined) => void): number {
    const body = this.#bodies[this.#next % this.#bodies.length];
    if (!body) throw new Error("there is nothing to send");
    this.#digits.write(`${Date.now()}${String(this.#next % 1_000_000).padStart(6, "0")}`, "latin1");
    this.#next += 1;
    stampBody(body, this.#digits);
    connection.post(body.bytes, onAnswer);
    return body.heartbeats;
  }
}

const loads = new Map<string, Load>();

function theLoad(name: string): Load {
  const load = loads.get(name);
  if (!load) throw new Error(`no load ${name} was prepared`);
  return load;
}

const generatorCommands = {
  /** Builds every request and opens the connections. A load of the same name is closed. */
  prepare({ name, ...plan }: LoadPlan & { readonly name: string }): void {
    loads.get(name)?.close();
    loads.set(name, new Load(plan));
  },

  /** Posts as fast as it is answered. */
  flood({ name, seconds }: { readonly name: string; readonly seconds: number }): Promise<LoadResult> {
    const deadlineMs = performance.now() + seconds * 1000;
    return theLoad(name).flood(() => performance.now() >= deadlineMs);
  },

  refresh: (name: string): Promise<LoadResult> => theLoad(name).refresh(),

  pace(plan: {
    readonly name: string;
    readonly perSecond: number;
    readonly seconds: number;
    readonly lateAfterMs: number;
  }): Promise<PacedResult> {
    return theLoad(plan.name).pace(plan.perSecond, plan.seconds, plan.lateAfterMs);
  },
};

export type GeneratorCommands = typeof generatorCommands;

serveCommands(generatorCommands);
