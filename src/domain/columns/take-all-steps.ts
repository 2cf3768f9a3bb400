/** Takes steps to their end at once. Returns what they return. */
export function takeAllSteps<Result>(steps: Iterator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
