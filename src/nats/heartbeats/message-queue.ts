/** A message that waits for its turn. */
export interface WaitingMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly isNdjson: boolean;
}

/** What waits at most; a sender that is faster for long loses messages, not this process its memory. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_MESSAGES = 50_000;

/** Messages between the socket and the control plane, in their order, bounded. */
export class MessageQueue {
  #waiting: WaitingMessage[] = [];
  #at = 0;
  #bytes = 0;
  #dropped = 0;

  /** Messages that found no room, ever. */
  get dropped(): number {
    return this.#dropped;
  }

  get isEmpty(): boolean {
    return this.#at === this.#waiting.length;
  }

  /** Takes a message, or drops it. */
  push(message: WaitingMessage): void {
    const isFull =
      this.#waiting.length - this.#at >= MOST_MESSAGES || this.#bytes + message.body.length > MOST_BYTES;
    if (isFull) {
      this.#dropped += 1;
      return;
    }
    this.#bytes += message.body.length;
    this.#waiting.push(message);
  }

  /** The one that waits longest; undefined when none waits. */
  shift(): WaitingMessage | undefined {
    const message = this.#waiting[this.#at];
    if (message === undefined) return undefined;
    this.#at += 1;
    this.#bytes -= message.body.length;
    // Taken from the front one by one, an array moves all the rest each time.
    if (this.isEmpty) {
      this.#waiting = [];
      this.#at = 0;
    }
    return message;
  }
}
