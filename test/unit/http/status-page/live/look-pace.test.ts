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
