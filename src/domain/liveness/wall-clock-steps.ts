import type { Instant } from "../terms/clock";
import { NS_PER_MS_F64 } from "../terms/units";

/**
 * How far the wall clock may go from the monotonic one before that counts, in milliseconds: less than an age is told by, more than
 * what a clock that is being set slowly or two readings that are not quite of one moment make.
 */
const LEAST_STEP_MS = 5_000;

/**
 * When the wall clock goes otherwise than the monotonic one: it was set, or the machine was suspended. Since when something is, is told
 * as a time of the wall clock, and has to move along, or its age is wrong by the step.
 */
export class WallClockSteps {
  /** What the wall clock shows when the monotonic one shows zero, in nanoseconds since the epoch. */
  #zeroNs: bigint | undefined;

  /** @returns by how many nanoseconds the wall clock has stepped since the last step, or the first call; 0 if it has not. */
  observe({ monotonicMs, wallNs }: Instant): bigint {
    const zeroNs = wallNs - BigInt(Math.round(monotonicMs * NS_PER_MS_F64));
    this.#zeroNs ??= zeroNs;
    const stepNs = zeroNs - this.#zeroNs;
    if (Math.abs(Number(stepNs)) < LEAST_STEP_MS * NS_PER_MS_F64) return 0n;
    this.#zeroNs = zeroNs;
    return stepNs;
  }
}
