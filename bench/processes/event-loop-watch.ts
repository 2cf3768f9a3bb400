import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { IntervalHistogram } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** How late the event loop was, in milliseconds: what a timer of one millisecond waited beyond its time. */
export interface EventLoopDelay {
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** The timer that measures fires this often; its own period is taken off what it measures. */
const RESOLUTION_MS = 1;

/** Idle means that less than this part of a window was spent working. */
const IDLE_UTILIZATION = 0.1;
const IDLE_WINDOW_MS = 25;
/** Together longer than the second after which the exporter's background work begins. */
const IDLE_WINDOWS = 44;

/** Watches the event loop of the process that it is made in. */
export class EventLoopWatch {
  #histogram: IntervalHistogram | undefined;

  start(): void {
    this.#histogram?.disable();
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    this.#histogram.enable();
  }

  /** @throws Error when it was not started. */
  stop(): EventLoopDelay {
    if (!this.#histogram) throw new Error("the watch of the event loop was not started");
    this.#histogram.disable();
    const delay = {
      p999Ms: Math.max(0, this.#histogram.percentile(99.9) / 1e6 - RESOLUTION_MS),
      maxMs: Math.max(0, this.#histogram.max / 1e6 - RESOLUTION_MS),
    };
    this.#histogram = undefined;
    return delay;
  }
}

/** Waits until this process has nothing left to do in the background, or the time is over. */
export async function becomeIdle(atMostMs: number): Promise<void> {
  const deadline = performance.now() + atMostMs;
  let quietWindows = 0;
  while (quietWindows < IDLE_WINDOWS && performance.now() < deadline) {
    const before = performance.eventLoopUtilization();
    await sleep(IDLE_WINDOW_MS);
    const { utilization } = performance.eventLoopUtilization(before);
    quietWindows = utilization < IDLE_UTILIZATION ? quietWindows + 1 : 0;
  }
}
