import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { IdempotencyStore } from "../../../sessions/idempotency-store";
import { decodeSessionEvents, encodeSessionEvents, idempotencyKey } from "../../../sessions/session-event";
import type { SessionEvent } from "../../../sessions/session-event";
import { DEFAULT_SESSION_LIMITS, SessionMarks } from "../../../sessions/session-marks";
import type { SessionLimits } from "../../../sessions/session-marks";
import { formatSessionSeqNo, parseSessionSeqNo } from "../../../sessions/session-seqno";

function event(sessionId: bigint, ssn: bigint, itemId = ssn): SessionEvent {
  return { sessionId, ssn, operation: { word: "seen", userId: 1n, itemId }, takenAtMs: 0 };
}

/** Marks of a region that notes what it applies. */
function region(limits: Partial<SessionLimits> = {}): {
  readonly marks: SessionMarks;
  readonly applied: string[];
} {
  const applied: string[] = [];
  const marks = new SessionMarks(({ sessionId, ssn }) => applied.push(`${sessionId}/${ssn}`), {
    ...DEFAULT_SESSION_LIMITS,
    ...limits,
  });
  return { marks, applied };
}

const SESSIONS = [1n, 2n];
const LENGTH = 8n;
const ALL = SESSIONS.flatMap((sessionId) =>
  Array.from({ length: Number(LENGTH) }, (_, index) => event(sessionId, BigInt(index + 1))),
);

describe("the marks of sessions", () => {
  test("apply each event once and in order, whatever is repeated, reordered or forgotten meanwhile", () => {
    const arrivals = fc.array(fc.constantFrom(...ALL), { maxLength: 40 });
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 4 }), fc.nat(3), (order, mostKeys, mostKept) => {
        const { marks, applied } = region({ mostKeys, mostKept });
        for (const one of [...order, ...ALL, ...order]) {
          const before = marks.mark(one.sessionId);
          marks.receive(one);
          if (marks.mark(one.sessionId) < before || marks.keyCount > mostKeys)
            throw new Error("it went back");
        }
        for (const sessionId of SESSIONS) {
          expect(applied.filter((name) => name.startsWith(`${sessionId}/`))).toEqual(
            ALL.filter((one) => one.sessionId === sessionId).map(({ ssn }) => `${sessionId}/${ssn}`),
          );
        }
      }),
      propertyRuns(3_000),
    );
  });

  test("follow a bounded number of sessions, and never apply an event of one that is over again", () => {
    const many = fc.array(fc.tuple(fc.bigInt(1n, 6n), fc.bigInt(1n, 3n)), { maxLength: 80 });
    fc.assert(
      fc.property(many, (arrivals) => {
        const { marks, applied } = region({ mostSessions: 2, mostKeys: 2 });
        for (const [sessionId, ssn] of arrivals) {
          marks.receive(event(sessionId, ssn));
          expect(marks.size).toBeLessThanOrEqual(2);
        }
        expect(new Set(applied).size).toBe(applied.length);
      }),
      propertyRuns(3_000),
    );
  });

  test("keep what comes too early, up to a limit, and say what is missing", () => {
    const { marks, applied } = region({ mostKept: 1 });
    expect(marks.receive(event(1n, 3n)).result).toBe("kept");
    expect(marks.receive(event(1n, 3n)).result).toBe("repeated");
    expect(marks.receive(event(1n, 4n))).toEqual({
      result: "refused",
      message: "session 1: expected ssn:1 next, got ssn:4, and 1 wait already",
    });
    marks.receive(event(1n, 1n));
    marks.receive(event(1n, 2n));
    expect(applied).toEqual(["1/1", "1/2", "1/3"]);
  });

  test("do not let two events have one number", () => {
    const { marks } = region();
    marks.receive(event(1n, 2n, 5n));
    expect(marks.receive(event(1n, 2n, 6n))).toMatchObject({ result: "refused" });
    marks.receive(event(1n, 1n));
    expect(marks.receive(event(1n, 2n, 6n))).toEqual({ result: "repeated" });
  });
});

describe("an idempotency store", () => {
  test("forgets the key that was not used for longest, and no other", () => {
    const store = new IdempotencyStore(2);
    store.add("a");
    store.add("b");
    expect(store.has("a")).toBe(true);
    store.add("c");
    expect([store.has("a"), store.has("b"), store.has("c"), store.size]).toEqual([true, false, true, 2]);
  });

  test("has a key for each session, number and operation", () => {
    const one = event(1n, 2n, 3n);
    const others = [event(2n, 2n, 3n), event(1n, 3n, 3n), event(1n, 2n, 4n)];
    expect(new Set([one, ...others].map(idempotencyKey)).size).toBe(4);
    expect(idempotencyKey({ ...one, takenAtMs: 99 })).toBe(idempotencyKey(one));
    expect(Buffer.from(idempotencyKey(one), "base64")).toHaveLength(16);
  });
});

test("events are read as they were written", () => {
  const stamp = { wallNs: 2n ** 63n, logical: 1, nodeId: 2 };
  const subject = { userId: 1n, itemId: 2n ** 64n - 1n };
  const events: readonly SessionEvent[] = [
    event(2n ** 60n, 1n),
    { ...event(1n, 2n), operation: { ...subject, word: "block", stamp } },
    { ...event(1n, 3n), operation: { ...subject, word: "unhide", stamp, clears: [stamp] } },
  ];
  expect(decodeSessionEvents(encodeSessionEvents(events))).toEqual(events);
});

describe("the number of a session's event", () => {
  test("is written so that it is not taken for a seqno", () => {
    expect(formatSessionSeqNo(7n)).toBe("ssn:7");
    expect(parseSessionSeqNo("ssn:18446744073709551615")).toBe(2n ** 64n - 1n);
  });

  test.each(["7", "ssn:", "ssn:0", "ssn:-1", "ssn:1.5", "ssn:18446744073709551616", "SSN:7"])(
    "is not read from %p",
    (text) => {
      expect(parseSessionSeqNo(text)).toBeUndefined();
    },
  );
});
