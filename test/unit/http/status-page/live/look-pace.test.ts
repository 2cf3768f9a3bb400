import { LookPace } from "../../../../../src/http/status-page/live/look-pace";

let nowMs: number;

beforeEach(() => {
  nowMs = 1_000;
  jest.spyOn(performance, "now").mockImplementation(() => nowMs);
});

afterEach(() => {
  jest.restoreAllMocks();
});

function working(ms: number): () => number {
  return () => (nowMs += ms);
}

test("it rests so many times as long as all pieces took together", async () => {
  const pace = new LookPace(9, 8_000);
  expect(pace.isRested).toBe(true);
  expect(await pace.piece(working(10))).toBe(1_010);
  nowMs = 2_000;
  await pace.piece(working(5));
  pace.rest();

  expect([pace.restsUntilMs, pace.isRested]).toEqual([2_140, false]);
  nowMs = 2_140;
  expect(pace.isRested).toBe(true);
});

test("what was worked before a pause does not make the next one longer, and none is longer than the longest", async () => {
  const pace = new LookPace(9, 80);
  await pace.piece(working(1_000));
  pace.rest();
  expect(pace.restsUntilMs).toBe(nowMs + 80);
  await pace.piece(working(1));
  pace.rest();
  expect(pace.restsUntilMs).toBe(nowMs + 9);
});

test("each piece is a turn of the event loop of its own", async () => {
  const pace = new LookPace(1, 1);
  const order: string[] = [];
  setImmediate(() => order.push("another"));
  await pace.piece(() => order.push("piece"));
  expect(order).toEqual(["another", "piece"]);
});

/** Steps that last so many milliseconds each, and note the turn that they are taken in. */
function* steps(
  lastMs: readonly number[],
  turns: number[],
  turn: () => number,
): Generator<undefined, string> {
  for (const ms of lastMs) {
    nowMs += ms;
    turns.push(turn());
    yield;
  }
  return "made";
}

/** The turn of the event loop in which each step is taken, from 1 on. */
async function turnsOf(
  take: (pace: LookPace, taken: Iterator<undefined, string>) => Promise<string>,
  lastMs: readonly number[],
) {
  let turn = 0;
  let turning: NodeJS.Immediate;
  const next = (): void => {
    turn += 1;
    turning = setImmediate(next);
  };
  turning = setImmediate(next);
  const turns: number[] = [];
  const pace = new LookPace(1, 8_000);
  expect(
    await take(
      pace,
      steps(lastMs, turns, () => turn),
    ),
  ).toBe("made");
  clearImmediate(turning);
  pace.rest();
  return { turns, workMs: pace.restsUntilMs - nowMs };
}

test("short steps share a turn of two milliseconds, and count as work", async () => {
  const { turns, workMs } = await turnsOf((pace, taken) => pace.steps(taken), [1, 1, 1, 5, 1]);
  expect(turns).toEqual([1, 1, 2, 2, 3]);
  expect(workMs).toBe(9);
});

test("steps that are long by themselves have a turn each, however short they are this time", async () => {
  const { turns, workMs } = await turnsOf((pace, taken) => pace.turns(taken), [1, 0, 1]);
  expect(turns).toEqual([1, 2, 3]);
  expect(workMs).toBe(2);
});
