import { pino } from "pino";

import { startSummarisingRefusals } from "../../../src/app/refusal-summaries";
import { Refusals } from "../../../src/http/refusals";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("replicas that the control plane refused are counted as refused by their limit, each once", () => {
  const controlPlane = { refusedReplicas: 5 };
  const refusals = new Refusals(pino({ enabled: false }), () => ({ monotonicMs: Date.now(), wallNs: 0n }));
  const end = startSummarisingRefusals(controlPlane, refusals);
  controlPlane.refusedReplicas = 8;
  jest.advanceTimersByTime(3_000);
  controlPlane.refusedReplicas = 9;
  jest.advanceTimersByTime(1_000);
  expect(refusals.counts.unknown_replicas).toBe(4);
  end();
  controlPlane.refusedReplicas = 10;
  jest.advanceTimersByTime(3_000);
  expect(refusals.counts.unknown_replicas).toBe(4);
});

test("the log is told once a flood has had its quiet time", () => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(line) });
  const refusals = new Refusals(logger, () => ({ monotonicMs: Date.now(), wallNs: 0n }));
  const end = startSummarisingRefusals({ refusedReplicas: 0 }, refusals);
  refusals.note("body_size");
  refusals.note("body_size");
  jest.advanceTimersByTime(31_000);
  end();
  expect(lines).toHaveLength(2);
});
