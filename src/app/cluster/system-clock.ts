import type { Clock } from "../../domain/terms/clock";
import { NS_PER_MS } from "../../domain/terms/clock";

/** The machine's clocks: monotonic since some moment in the past, wall clock to the millisecond. */
export function systemClock(): Clock {
  return () => ({
    monotonicMs: Number(process.hrtime.bigint()) / Number(NS_PER_MS),
    wallNs: BigInt(Date.now()) * NS_PER_MS,
  });
}
