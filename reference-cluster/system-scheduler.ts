import { NS_PER_MS } from "#exporter/domain/terms/units";
import type { Cancel, Scheduler } from "./scheduler";

/** The machine's own clocks and timers. */
export class SystemScheduler implements Scheduler {
  monotonicMs(): number {
    return performance.now();
  }

  wallNs(): bigint {
    return BigInt(Date.now()) * NS_PER_MS;
  }

  after(delayMs: number, action: () => void): Cancel {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  }

  every(intervalMs: number, action: () => void): Cancel {
    const timer = setInterval(action, intervalMs);
    return () => {
      clearInterval(timer);
    };
  }
}
