import fc from "fast-check";

import { HeartbeatBudget, MAX_TRACKED_SOURCES } from "../../../../src/http/limits/heartbeat-budget";
import { propertyRuns } from "../../../support/property-runs";

const SENDER = "192.0.2.7";

let nowMs: number;
let rate: { heartbeats: number; windowMs: number };
let budget: HeartbeatBudget;

beforeEach(() => {
  nowMs = 1_000_000;
  rate = { heartbeats: 100, windowMs: 1_000 };
  budget = new HeartbeatBudget(() => ({ monotonicMs: nowMs, wallNs: 0n }));
});

test("who sends at the rate never waits", () => {
  for (let batch = 0; batch < 1_000; batch += 1) {
    expect(budget.waitMs(SENDER, rate)).toBe(0);
    budget.charge(SENDER, 50, rate);
    nowMs += 500;
  }
});

test("a whole window's worth can be sent at once, and what was too much has to be waited for", () => {
  budget.charge(SENDER, 100, rate);
  expect(budget.waitMs(SENDER, rate)).toBe(0);
  budget.charge(SENDER, 250, rate);
  expect(budget.waitMs(SENDER, rate)).toBe(2_500);
  nowMs += 2_499;
  expect(budget.waitMs(SENDER, rate)).toBe(1);
  nowMs += 1;
  expect(budget.waitMs(SENDER, rate)).toBe(0);
});

test("a silent time saves up one window's worth and no more", () => {
  budget.charge(SENDER, 100, rate);
  nowMs += 3_600_000;
  budget.charge(SENDER, 101, rate);
  expect(budget.waitMs(SENDER, rate)).toBe(10);
});

test("each address has its own, and those of one IPv6 /56 share theirs", () => {
  budget.charge("192.0.2.7", 200, rate);
  expect(budget.waitMs("192.0.2.8", rate)).toBe(0);
  budget.charge("2001:db8:0:1::1", 200, rate);
  expect(budget.waitMs("2001:db8:0:2::ffff", rate)).toBe(1_000);
  expect(budget.waitMs("2001:db8:1::1", rate)).toBe(0);
});

test("an IPv4 address counts as the same on an IPv6 socket", () => {
  budget.charge("::ffff:192.0.2.7", 200, rate);
  expect(budget.waitMs("192.0.2.7", rate)).toBe(1_000);
});

test("without a limit nothing waits, and one that a reload brings holds from then on", () => {
  rate = { heartbeats: 0, windowMs: 1_000 };
  budget.charge(SENDER, 1e9, rate);
  expect(budget.waitMs(SENDER, rate)).toBe(0);
  rate = { heartbeats: 10, windowMs: 1_000 };
  expect(budget.waitMs(SENDER, rate)).toBe(0);
  budget.charge(SENDER, 20, rate);
  expect(budget.waitMs(SENDER, rate)).toBe(1_000);
});

test("many addresses push out the one that was silent for longest, not one that keeps knocking", () => {
  budget.charge("silent", 1e9, rate);
  budget.charge("knocking", 1e9, rate);
  for (let source = 0; source < MAX_TRACKED_SOURCES; source += 1) {
    budget.charge(`source ${source}`, 1, rate);
    if (source % 1_000 === 0) budget.waitMs("knocking", rate);
  }
  expect(budget.waitMs("silent", rate)).toBe(0);
  expect(budget.waitMs("knocking", rate)).toBeGreaterThan(0);
});

test("over any time, no more is let in than the rate, one window's worth and the last batch", () => {
  const step = fc.record({ pauseMs: fc.nat(2_000), heartbeats: fc.nat(300) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const fresh = new HeartbeatBudget(() => ({ monotonicMs: nowMs, wallNs: 0n }));
      const startMs = nowMs;
      let sent = 0;
      let last = 0;
      for (const { pauseMs, heartbeats } of steps) {
        nowMs += pauseMs;
        if (fresh.waitMs(SENDER, rate) > 0) continue;
        fresh.charge(SENDER, heartbeats, rate);
        sent += heartbeats;
        last = heartbeats;
      }
      expect(sent).toBeLessThanOrEqual(((nowMs - startMs) / 1_000) * 100 + 100 + last + 1e-6);
    }),
    propertyRuns(),
  );
});
