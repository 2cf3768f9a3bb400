import { stampBody } from "./post-bodies";
import type { PostBody } from "./post-bodies";
import type { PostConnection } from "./post-connection";

/**
 * Some shards and the connection that all their heartbeats take. So a heartbeat never overtakes an earlier one of its shard,
 * and the times in a request are not written anew before it was answered.
 */
export class LoadLane {
  readonly #connection: PostConnection;
  readonly #bodies: readonly PostBody[];
  readonly #digits = Buffer.alloc(19);
  #next = 0;

  /** @param bodies - requests of these shards, one round after another; at least one. */
  constructor(connection: PostConnection, bodies: readonly PostBody[]) {
    this.#connection = connection;
    this.#bodies = bodies;
  }

  /** Requests sent so far. */
  get sentRequests(): number {
    return this.#next;
  }

  /**
   * Posts the next request. The one before has to be answered.
   *
   * @param onAnswer - called with undefined for a 202, else with what came instead.
   * @returns the heartbeats in it.
   */
  send(onAnswer: (problem: string | undefined) => void): number {
    const body = this.#bodies[this.#next % this.#bodies.length];
    if (!body) throw new Error("a lane has nothing to send");
    // Nanoseconds since the epoch; the counter keeps those of one millisecond apart.
    this.#digits.write(`${Date.now()}${String(this.#next % 1_000_000).padStart(6, "0")}`, "latin1");
    this.#next += 1;
    stampBody(body, this.#digits);
    this.#connection.post(body.bytes, onAnswer);
    return body.heartbeats;
  }

  close(): void {
    this.#connection.close();
  }
}
