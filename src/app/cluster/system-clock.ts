import type { Clock } from "../../domain/terms/clock";
import { NS_PER_MS, NS_PER_MS_F64 } from "../../domain/terms/units";

/** The machine's clocks: monotonic since some moment in the past, wall clock to the millisecond. */
export function systemClock(): Clock {
  return () => ({
    monotonicMs: Number(process.hrtime.bigint()) / NS_PER_MS_F64,
    wallNs: BigInt(Date.now()) * NS_PER_MS,
  });
}
