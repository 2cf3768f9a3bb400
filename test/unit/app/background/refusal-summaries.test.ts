import { pino } from "pino";

import { startSummarisingRefusals } from "../../../../src/app/background/refusal-summaries";
import { Refusals } from "../../../../src/http/limits/refusals";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const NOTHING = { unknownReplicas: 0, unknownRegions: 0, followersPerHeartbeat: 0, followers: 0 };

test.each([
  ["unknownReplicas", "unknown_replicas"],
  ["unknownRegions", "unknown_regions"],
  ["followersPerHeartbeat", "followers_per_heartbeat"],
  ["followers", "followers"],
] as const)("what the control plane refused as %s is counted as %s, each once", (name, limit) => {
  const controlPlane = { refusedByLimits: { ...NOTHING, [name]: 5 } };
  const refusals = new Refusals(pino({ enabled: false }), () => ({ monotonicMs: Date.now(), wallNs: 0n }));
  const end = startSummarisingRefusals(controlPlane, refusals);
  controlPlane.refusedByLimits = { ...NOTHING, [name]: 8 };
  jest.advanceTimersByTime(3_000);
  controlPlane.refusedByLimits = { ...NOTHING, [name]: 9 };
  jest.advanceTimersByTime(1_000);
  expect(refusals.counts[limit]).toBe(4);
  end();
  controlPlane.refusedByLimits = { ...NOTHING, [name]: 10 };
  jest.advanceTimersByTime(3_000);
  expect(refusals.counts[limit]).toBe(4);
});

test("the log is told once a flood has had its quiet time", () => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(line) });
  const refusals = new Refusals(logger, () => ({ monotonicMs: Date.now(), wallNs: 0n }));
  const end = startSummarisingRefusals({ refusedByLimits: NOTHING }, refusals);
  refusals.note("body_size");
  refusals.note("body_size");
  jest.advanceTimersByTime(31_000);
  end();
  expect(lines).toHaveLength(2);
});
