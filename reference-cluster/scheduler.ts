/** Takes back what was scheduled. Calling it again, or after the action ran, does nothing. */
export type Cancel = () => void;

/**
 * Time, and things to do later. Everything in the cluster that depends on time takes one of these, so that a test can
 * run a minute of the cluster's life in a moment and get the same result every time.
 */
export interface Scheduler {
  /** Milliseconds on a clock that only goes forward; its zero means nothing. */
  monotonicMs(): number;
  /** Nanoseconds since the Unix epoch as the machine's wall clock has it. May step. */
  wallNs(): bigint;
  /** Runs the action once, `delayMs` from now. */
  after(delayMs: number, action: () => void): Cancel;
  /** Runs the action every `intervalMs`, for the first time one interval from now. */
  every(intervalMs: number, action: () => void): Cancel;
}
