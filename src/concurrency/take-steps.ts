/** A turn of the event loop ends with the step in which it has lasted so long. Milliseconds. */
const TURN_MS = 4;

/**
 * Takes steps to their end, as many in a turn of the event loop as take some milliseconds: each step alone is shorter than
 * what a turn costs, and a fixed number of them takes as long as the machine is slow.
 *
 * @param nowMs - milliseconds of a clock that never goes back.
 * @returns what the steps return at their end.
 */
export async function takeSteps<Result>(
  steps: Iterator<undefined, Result>,
  nextTurn: () => Promise<void>,
  nowMs: () => number = () => performance.now(),
): Promise<Result> {
  for (;;) {
    const step = stepsOfTurn(steps, TURN_MS, nowMs);
    if (step.done === true) return step.value;
    await nextTurn();
  }
}

/** Takes steps until they have lasted so many milliseconds, or to their end. Returns the last. */
export function stepsOfTurn<Result>(
  steps: Iterator<undefined, Result>,
  turnMs: number,
  nowMs: () => number,
): IteratorResult<undefined, Result> {
  const endsMs = nowMs() + turnMs;
  for (;;) {
    const step = steps.next();
    if (step.done === true || nowMs() >= endsMs) return step;
  }
}
