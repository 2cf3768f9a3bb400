import { Agent } from "node:http";
import type { NatsConnection } from "@nats-io/transport-node";

import { loadNatsPackages } from "../../../src/nats/nats-packages";
import { heartbeatSubject } from "../../../src/nats/heartbeats/heartbeat-subject";
import { ask } from "../clients/ask";
import { heartbeatBatch, senderClock } from "../clients/heartbeat-batch";

/** Each shard sends once a second. */
const INTERVAL_MS = 1_000;
const BATCH = 100;
const ANSWER_MS = 5_000;
const TRIES = 3;
/** Neither the demo's nor the default: the clusters of other tests are not heard. */
export const SENDERS_CLUSTER = "hardening";
const FOLLOWERS = 2;

/** Who takes heartbeats over HTTP at present. */
export type Takers = () => readonly number[];

/**
 * A cluster that sends heartbeats all the time, batch by batch over the second: every other batch is published to NATS, the rest
 * is posted to one control plane, and to the next one when that one does not take it, as a sender with a list of addresses does.
 */
export class SteadySenders {
  readonly #connection: NatsConnection;
  readonly #takers: Takers;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #clock = senderClock();
  readonly #batches: number;
  readonly #timer: NodeJS.Timeout;
  readonly #startedMs = performance.now();
  #next = 0;
  #posted = 0;
  readonly #unposted: string[] = [];

  private constructor(connection: NatsConnection, takers: Takers, perSecond: number) {
    this.#connection = connection;
    this.#takers = takers;
    this.#batches = Math.ceil(perSecond / BATCH);
    this.#timer = setInterval(() => {
      this.#sendDue();
    }, INTERVAL_MS / this.#batches);
  }

  /** @param perSecond - heartbeats, one of each shard. */
  static async start(servers: readonly string[], takers: Takers, perSecond: number): Promise<SteadySenders> {
    const { transport } = loadNatsPackages();
    const connection = await transport.connect({
      servers: [...servers],
      reconnectTimeWait: 100,
      maxReconnectAttempts: -1,
      pingInterval: 1_000,
      maxPingOut: 2,
    });
    return new SteadySenders(connection, takers, perSecond);
  }

  /** Heartbeats that were sent so far. */
  get sent(): number {
    return this.#next * BATCH;
  }

  /** Batches that nobody took over HTTP, with what the last one asked said of each. */
  get unposted(): readonly string[] {
    return this.#unposted;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#agent.destroy();
    void this.#connection.close();
  }

  /** A timer that came late sends what it missed. */
  #sendDue(): void {
    const due = ((performance.now() - this.#startedMs) / INTERVAL_MS) * this.#batches;
    for (; this.#next < due; this.#next += 1) {
      const first = (this.#next % this.#batches) * BATCH;
      const body = heartbeatBatch({ first, count: BATCH, followers: FOLLOWERS }, this.#clock());
      if (this.#next % 2 === 0) this.#connection.publish(heartbeatSubject(SENDERS_CLUSTER), body);
      else void this.#post(body);
    }
  }

  async #post(body: string): Promise<void> {
    this.#posted += 1;
    let trouble = "there is none";
    // One that was killed while another was asked is no taker any more: who runs is looked up for each try, as a name is.
    for (let turn = 0; turn < TRIES; turn += 1) {
      const ports = this.#takers();
      const port = ports[(this.#posted + turn) % ports.length] ?? 0;
      const headers = { "content-type": "application/json" };
      const question = {
        port,
        method: "POST",
        path: "/api/v1/heartbeats",
        headers,
        body,
        agent: this.#agent,
      };
      const answer = await ask({ ...question, timeoutMs: ANSWER_MS }).catch(String);
      if (typeof answer === "string") trouble = answer;
      else if (answer.status === 202) return;
      else trouble = `${answer.status} ${answer.text}`;
    }
    this.#unposted.push(trouble);
  }
}
