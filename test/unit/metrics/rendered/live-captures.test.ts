import { LiveCaptures } from "../../../../src/metrics/rendered/live-captures";

test("without a capture nothing is read, however old it is", () => {
  const captures = new LiveCaptures();
  expect(captures.mayRead(captures.latest)).toBe(false);
});

test("what was made before a capture may be read until it is released, what was made after it may not", () => {
  const captures = new LiveCaptures();
  const before = captures.latest;
  const number = captures.take();
  expect([captures.mayRead(before), captures.mayRead(captures.latest)]).toEqual([true, false]);
  captures.release(number);
  expect([captures.mayRead(before), captures.liveCount]).toEqual([false, 0]);
});

test("an old capture goes on reading when a newer one is released", () => {
  const captures = new LiveCaptures();
  const before = captures.latest;
  const [old, between] = [captures.take(), captures.latest];
  captures.release(captures.take());
  expect([captures.mayRead(before), captures.mayRead(between)]).toEqual([true, false]);
  captures.release(old);
  captures.release(old);
  expect([captures.mayRead(before), captures.liveCount]).toEqual([false, 0]);
});
