import type { NatsLink } from "../nats-link";
import type { InletLimits } from "./heartbeat-inlet";
import { heartbeatSubject } from "./heartbeat-subject";

/** Below the least `max_payload` that anybody sets, and some hundred heartbeats. */
const BATCH_BYTES = 32 * 1024;
/** How long a heartbeat waits for others that go with it. Milliseconds. */
const BATCH_MS = 20;
/** What may be on its way without an answer of the server; one that is slower for long gets less, nobody waits for it. */
const MOST_BYTES_ON_THE_WAY = 8 * 1024 * 1024;
const ASK_EVERY_BYTES = 1024 * 1024;
const BRACKETS = 2;

type BatchLimits = Pick<InletLimits, "maxBatch" | "maxBodyBytes">;

/**
 * Passes on what came over HTTP and counted, once, to the control planes that did not get it: in batches, as it was sent.
 * Without a connection it is lost to them, and counted: they hear the next one.
 */
export class HeartbeatOutlet {
  readonly #link: Pick<NatsLink, "connection">;
  readonly #clusterName: () => string;
  readonly #limits: () => BatchLimits;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #bytesOnTheWay = 0;
  #unasked = 0;
  #sent = 0;
  #lost = 0;

  /** @param limits - of what takes batches in: the others refuse what goes beyond theirs, which are taken to be ours. */
  constructor(link: Pick<NatsLink, "connection">, clusterName: () => string, limits: () => BatchLimits) {
    this.#link = link;
    this.#clusterName = clusterName;
    this.#limits = limits;
  }

  /** Heartbeats that were passed on, ever. */
  get sent(): number {
    return this.#sent;
  }

  /** Heartbeats that could not be, ever. */
  get lost(): number {
    return this.#lost;
  }

  /** @param heartbeat - its bytes, copied before this returns. */
  pass(heartbeat: Uint8Array): void {
    if (this.#link.connection === undefined) {
      this.#lost += 1;
      return;
    }
    const { maxBatch, maxBodyBytes } = this.#limits();
    if (this.#batchBytes + heartbeat.length + BRACKETS > maxBodyBytes) this.flush();
    this.#batch.push(Uint8Array.from(heartbeat));
    this.#batchBytes += heartbeat.length + 1;
    if (this.#batchBytes >= BATCH_BYTES || this.#batch.length >= maxBatch) this.flush();
    else {
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, BATCH_MS).unref();
    }
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { length: count } = this.#batch;
    if (count === 0) return;
    const { connection } = this.#link;
    const body = joined(this.#batch, this.#batchBytes);
    this.#batch = [];
    this.#batchBytes = 0;
    if (connection === undefined || this.#bytesOnTheWay > MOST_BYTES_ON_THE_WAY) {
      this.#lost += count;
      return;
    }
    connection.publish(heartbeatSubject(this.#clusterName()), body);
    this.#sent += count;
    this.#bytesOnTheWay += body.length;
    this.#unasked += body.length;
    if (this.#unasked >= ASK_EVERY_BYTES) this.#ask(connection);
  }

  /** An answer means that all that was sent before has arrived; no answer, that the connection is gone with it. */
  #ask(connection: NonNullable<NatsLink["connection"]>): void {
    const asked = this.#unasked;
    this.#unasked = 0;
    const settle = (): void => {
      this.#bytesOnTheWay -= asked;
    };
    connection.flush().then(settle, settle);
  }
}

/** One heartbeat as it is, several as an array. */
function joined(heartbeats: readonly Uint8Array[], bytes: number): Uint8Array {
  const [first] = heartbeats;
  if (first !== undefined && heartbeats.length === 1) return first;
  const body = Buffer.allocUnsafe(bytes + 1);
  let at = 0;
  for (const heartbeat of heartbeats) {
    body[at] = at === 0 ? 0x5b : 0x2c;
    body.set(heartbeat, at + 1);
    at += heartbeat.length + 1;
  }
  body[at] = 0x5d;
  return body;
}
