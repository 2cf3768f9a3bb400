import { monitorEventLoopDelay } from "node:perf_hooks";

import { NS_PER_SECOND_F64 } from "../../domain/terms/units";
import type { EventLoopDelays } from "../../metrics/process/event-loop-delays";

/** How often the event loop is looked at, in milliseconds, as prom-client does it; part of every delay that is found. */
const RESOLUTION_MS = 10;

/** Measures how late the event loop is, until it is closed. Does not keep the process alive. */
export class EventLoopWatch {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #probeSeconds = 0;

  constructor() {
    this.#histogram.enable();
  }

  /** The delays since the last call, or since the beginning; the next begin now. */
  take(): EventLoopDelays {
    const histogram = this.#histogram;
    // Node's histogram begins with figures that mean nothing.
    const secondsOf = (ns: number): number => (histogram.max === 0 ? 0 : ns / NS_PER_SECOND_F64);
    const delays = {
      probe: this.#probeSeconds,
      min: secondsOf(histogram.min),
      max: secondsOf(histogram.max),
      p50: secondsOf(histogram.percentile(50)),
      p90: secondsOf(histogram.percentile(90)),
      p99: secondsOf(histogram.percentile(99)),
    };
    histogram.reset();
    this.#probe();
    return delays;
  }

  /** Ends it. */
  close(): void {
    this.#histogram.disable();
  }

  #probe(): void {
    const startMs = performance.now();
    setImmediate(() => {
      this.#probeSeconds = (performance.now() - startMs) / 1000;
    });
  }
}
