import { pino } from "pino";

import { LIMIT_NAMES, LIMITS } from "../../../../src/limits/limits";
import { REFUSAL_QUIET_MS, Refusals } from "../../../../src/http/limits/refusals";

let nowMs: number;
let logged: Record<string, unknown>[];
let refusals: Refusals;

beforeEach(() => {
  nowMs = 0;
  logged = [];
  const logger = pino(
    { base: null, timestamp: false, formatters: { level: (level) => ({ level }) } },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  refusals = new Refusals(logger, () => ({ monotonicMs: nowMs, wallNs: 0n }));
});

/** Lets time pass as the program does, which asks every second whether there is something to say. */
function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += 1_000) {
    nowMs += 1_000;
    refusals.summarise();
  }
}

test("the first refusal is logged at once, with the limit, its setting and the client", () => {
  refusals.note("body_size", { client: "192.0.2.7" });
  expect(logged).toEqual([
    {
      level: "warn",
      limit: "body_size",
      setting: "http.max_body",
      client: "192.0.2.7",
      msg: "a limit was reached: size of a request's body, after decompression",
    },
  ]);
});

test("a flood is one line, then one line with the number for each half minute of it", () => {
  for (let second = 0; second < 90; second += 1) {
    for (let each = 0; each < 100; each += 1) refusals.note("request_rate");
    pass(1_000);
  }
  const lines = logged.map(({ msg, refused }) => [String(msg).split(":")[0], refused]);
  expect(lines).toEqual([
    ["a limit was reached", undefined],
    ["a limit is still being reached", 2_999],
    ["a limit is still being reached", 3_000],
    ["a limit is still being reached", 3_000],
  ]);
  expect(refusals.counts.request_rate).toBe(9_000);
});

test("what was refused last is summed up although nothing follows it", () => {
  refusals.note("connections");
  refusals.note("connections", { count: 4 });
  pass(REFUSAL_QUIET_MS);
  expect(logged.map(({ refused }) => refused)).toEqual([undefined, 4]);
});

test("a limit that was left alone for its quiet time is logged at once again", () => {
  refusals.note("tenants");
  pass(REFUSAL_QUIET_MS);
  refusals.note("tenants");
  expect(logged.map(({ msg }) => msg)).toEqual(Array(2).fill(expect.stringContaining("a limit was reached")));
});

test("a flood is summed up also where nobody asks every second", () => {
  refusals.note("body_size");
  refusals.note("body_size");
  nowMs += REFUSAL_QUIET_MS;
  refusals.note("body_size");
  expect(logged.map(({ refused }) => refused)).toEqual([undefined, 2]);
});

test("every limit counts and is logged by itself", () => {
  for (const limit of LIMIT_NAMES) refusals.note(limit);
  expect(refusals.counts).toEqual(Object.fromEntries(LIMIT_NAMES.map((limit) => [limit, 1])));
  expect(logged.map(({ limit }) => limit)).toEqual(LIMIT_NAMES);
});

test("every limit has a setting of its own", () => {
  const settings = Object.values(LIMITS).map(({ setting }) => setting);
  expect(new Set(settings).size).toBe(settings.length);
});
