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
  let beganMs = nowMs();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (nowMs() - beganMs < TURN_MS) continue;
    await nextTurn();
    beganMs = nowMs();
  }
}
