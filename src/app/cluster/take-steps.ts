/** Takes steps to their end, each in a turn of its own. */
export async function takeSteps(
  steps: Iterator<undefined, void>,
  nextTurn: () => Promise<void>,
): Promise<void> {
  while (steps.next().done !== true) await nextTurn();
}
