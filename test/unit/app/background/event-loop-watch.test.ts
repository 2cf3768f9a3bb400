import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";

import { EventLoopWatch } from "../../../../src/app/background/event-loop-watch";

/** Holds the event loop up. */
function block(milliseconds: number): void {
  const endMs = performance.now() + milliseconds;
  while (performance.now() < endMs);
}

let watch: EventLoopWatch;
beforeEach(() => (watch = new EventLoopWatch()));
afterEach(() => {
  watch.close();
});

test("nothing is measured before the event loop has turned", () => {
  expect(watch.take()).toEqual({ probe: 0, min: 0, max: 0, p50: 0, p90: 0, p99: 0 });
});

test("a delay counts once: after it was taken, the next begin anew", async () => {
  // The first look has nothing to compare with. On a busy machine a pause may end before it, in the same turn; not three.
  for (let turn = 0; turn < 3; turn += 1) await pause(15);
  block(100);
  await pause(30);
  const { min, max, p50, p99 } = watch.take();
  expect(max).toBeGreaterThanOrEqual(0.09);
  expect(p99).toBeGreaterThanOrEqual(0.09);
  expect(p99).toBeGreaterThanOrEqual(p50);
  expect(p50).toBeGreaterThanOrEqual(min);
  expect(watch.take().max).toBe(0);
});

test("the probe that one call begins is what the next one tells", async () => {
  watch.take();
  block(40);
  await nextTurn();
  expect(watch.take().probe).toBeGreaterThanOrEqual(0.04);
});
