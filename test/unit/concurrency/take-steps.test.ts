import { takeSteps } from "../../../src/concurrency/take-steps";

/** Takes steps that last so many milliseconds each, and lists how many each turn of the event loop took. */
async function stepsByTurn(lastMs: readonly number[]): Promise<readonly number[]> {
  let nowMs = 0;
  const turns: number[] = [];
  let count = 0;
  function* steps(): Generator<undefined, void> {
    for (const ms of lastMs) {
      nowMs += ms;
      count += 1;
      yield;
    }
  }
  const nextTurn = (): Promise<void> => {
    // Others take their time in between, which is not the steps'.
    nowMs += 1_000;
    turns.push(count);
    count = 0;
    return Promise.resolve();
  };
  await takeSteps(steps(), nextTurn, () => nowMs);
  return [...turns, count];
}

test.each<[string, readonly number[], readonly number[]]>([
  ["short ones share a turn of some milliseconds", [1, 1, 1, 1, 1, 1, 1, 1, 1], [4, 4, 1]],
  ["each long one has a turn of its own", [10, 10, 10], [1, 1, 1, 0]],
  ["a turn ends with the step that makes it long", [1, 10, 1], [2, 1]],
  ["none at all take no turn", [], [0]],
])("of steps, %s", async (_what, lastMs, turns) => {
  expect(await stepsByTurn(lastMs)).toEqual(turns);
});

test("what a step throws ends them", async () => {
  function* steps(): Generator<undefined, void> {
    yield;
    throw new RangeError("a step");
  }

  await expect(takeSteps(steps(), () => Promise.resolve())).rejects.toThrow("a step");
});
