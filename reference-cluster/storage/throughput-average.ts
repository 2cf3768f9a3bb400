/** The weight of the newest second, as tidalDB's design has it. */
const ALPHA = 0.1;

/** Exponential moving average (alpha = 0.1) of events a second, one sample each time it is asked to take one. */
export class ThroughputAverage {
  #count = 0;
  #sampledAtMs: number;
  #eventsPerSecond: number | undefined;

  /** @param nowMs monotonic: when counting starts. */
  constructor(nowMs: number) {
    this.#sampledAtMs = nowMs;
  }

  /** Events per second; 0 before the first sample. */
  get eventsPerSecond(): number {
    return this.#eventsPerSecond ?? 0;
  }

  /** Counts events since the last sample. */
  count(events: number): void {
    this.#count += events;
  }

  /**
   * Takes what was counted since the last sample as one sample. The first one is the average: starting from 0 would show
   * half a minute of growth that did not happen.
   */
  sample(nowMs: number): void {
    const elapsedMs = nowMs - this.#sampledAtMs;
    if (elapsedMs <= 0) return;
    const sample = (this.#count * 1000) / elapsedMs;
    const average = this.#eventsPerSecond;
    this.#eventsPerSecond = average === undefined ? sample : ALPHA * sample + (1 - ALPHA) * average;
    this.#count = 0;
    this.#sampledAtMs = nowMs;
  }
}
