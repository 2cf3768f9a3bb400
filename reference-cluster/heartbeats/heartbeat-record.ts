interface RecordedBody {
  readonly body: string;
  readonly sentAtMs: number;
}

/** Bodies that are kept: two minutes' worth at a beat of five seconds. */
const MOST_BODIES = 24;

/** The heartbeats that a region sent lately, to be sent again by the fault that replays them. */
export class HeartbeatRecord {
  readonly #bodies: RecordedBody[] = [];

  add(body: string, sentAtMs: number): void {
    this.#bodies.push({ body, sentAtMs });
    if (this.#bodies.length > MOST_BODIES) this.#bodies.shift();
  }

  /** The newest body that is at least `ageMs` old, or the oldest there is; undefined when nothing was sent yet. */
  find(ageMs: number, nowMs: number): string | undefined {
    const old = this.#bodies.findLast(({ sentAtMs }) => nowMs - sentAtMs >= ageMs);
    return (old ?? this.#bodies[0])?.body;
  }
}
