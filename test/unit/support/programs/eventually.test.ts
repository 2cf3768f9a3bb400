import { eventually } from "../../../support/programs/eventually";

let nowMs: number;

beforeEach(() => {
  nowMs = 0;
  jest.useFakeTimers({ doNotFake: ["performance"] });
  jest.spyOn(performance, "now").mockImplementation(() => nowMs);
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

/** Lets time pass, ten milliseconds at a time. */
async function pass(ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 10) {
    nowMs += 10;
    await jest.advanceTimersByTimeAsync(10);
  }
}

/** What became of waiting, so far. */
function waitFor(deadlineMs: number, probe: () => boolean): { outcome: string } {
  const waiting = { outcome: "waits" };
  eventually("it is so", deadlineMs, () => probe() || undefined).then(
    () => (waiting.outcome = "has it"),
    (error: unknown) => (waiting.outcome = String(error)),
  );
  return waiting;
}

test("what comes within the deadline is waited for, and what does not is an error that says what it was", async () => {
  let isSo = false;
  const [inTime, never] = [waitFor(3_000, () => isSo), waitFor(3_000, () => false)];
  await pass(2_900);
  expect([inTime.outcome, never.outcome]).toEqual(["waits", "waits"]);
  isSo = true;
  await pass(300);
  expect([inTime.outcome, never.outcome]).toEqual(["has it", "Error: not within 3000 ms: it is so"]);
  expect(jest.getTimerCount()).toBe(0);
});

test("a machine that stands still for longer than the deadline has used up hardly any of it", async () => {
  let isSo = false;
  const waiting = waitFor(2_000, () => isSo);
  await pass(500);
  nowMs += 60_000;
  await pass(900);
  expect(waiting.outcome).toBe("waits");
  isSo = true;
  await pass(200);
  expect(waiting.outcome).toBe("has it");
});
