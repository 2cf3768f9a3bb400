import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { HybridLogicalClock } from "../../../crdt/hybrid-logical-clock";
import { isLater } from "../../../crdt/hlc-stamp";
import { packNegatives } from "../../../hard-negatives/negative-encoding";
import { DurableSessions } from "../../../sessions/durable-sessions";
import type { DurableSessionsParts } from "../../../sessions/durable-sessions";
import { packSessionEvent } from "../../../sessions/session-event";
import type { SessionEvent, SessionMark } from "../../../sessions/session-event";
import { Killed, killBefore } from "../../support/killed-process";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();

afterEach(() => {
  jest.restoreAllMocks();
});

const PEERS = [1, 2];
const USER = 1n;
const WALL_NS = 1_000_000_000_000n;

/** Opens what lies in a directory. The log begins anew after a few events, unless the test says otherwise. */
function open(directory: string, parts: Partial<DurableSessionsParts> = {}): DurableSessions {
  return new DurableSessions({
    directory,
    peers: PEERS,
    clock: new HybridLogicalClock(0, () => WALL_NS),
    nowMs: () => 50,
    wallMs: () => 1_000_050,
    logBytes: 300,
    onApplied: () => undefined,
    onCut: (problem) => {
      throw new Error(problem);
    },
    ...parts,
  });
}

/** Everything that a region knows, as a text that equal ones have in common. */
function textOf({ applied, negatives, marks, outboxes }: DurableSessions): string {
  const { overThrough, sessions } = marks.record;
  const state = {
    applied,
    negatives: packNegatives(negatives),
    overThrough: String(overThrough),
    sessions: sessions.map(([sessionId, mark, kept]) => [
      String(sessionId),
      String(mark),
      kept.map(packSessionEvent),
    ]),
    keys: marks.keyCount,
    waiting: [...outboxes].map(([peer, { waiting }]) => [
      peer,
      waiting.map(({ event, isHeard }) => [packSessionEvent(event), isHeard]),
    ]),
  };
  return JSON.stringify(state);
}

function hide(sessionId: bigint, ssn: bigint, itemId: bigint, nodeId = 0, wallNs = ssn): SessionEvent {
  const stamp = { wallNs, logical: 0, nodeId };
  return { sessionId, ssn, operation: { word: "hide", userId: USER, itemId, stamp }, takenAtMs: 50 };
}

interface Action {
  readonly kind: "take" | "bring" | "hear";
  readonly peer: number;
  readonly number: bigint;
  /** The change of a file before which the process is killed, and the part of a write that is still made. */
  readonly death: readonly [number, number] | undefined;
}

const actions: fc.Arbitrary<readonly Action[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom("take" as const, "take" as const, "bring" as const, "hear" as const),
      peer: fc.constantFrom(...PEERS),
      number: fc.bigInt(1n, 9n),
      death: fc.option(fc.tuple(fc.nat({ max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }))),
    })
    .map((action) => ({ ...action, death: action.death ?? undefined })),
  { minLength: 1, maxLength: 24 },
);

/** A client of this region goes on by one step; a peer brings any event, again and out of order; a peer has heard something. */
function act(sessions: DurableSessions, { kind, peer, number }: Action): void {
  const next = sessions.marks.mark(1n) + 1n;
  if (kind === "take") sessions.take(hide(1n, next, number));
  else if (kind === "bring")
    sessions.bring([hide(2n, number, number, peer), hide(2n, number + 1n, number, peer)]);
  else
    sessions.hear(peer, [
      { sessionId: 1n, mark: next - 1n, heard: [number, next - 1n] } satisfies SessionMark,
    ]);
}

test("a region that is killed at any change of a file, at any byte, stands before or after what it did: nothing is lost, doubled or shown again", () => {
  fc.assert(
    fc.property(actions, (plan) => {
      const directory = newDirectory();
      const cuts: string[] = [];
      const parts = { onCut: (problem: string) => cuts.push(problem) };
      let subject = open(directory, parts);
      const twin = open(newDirectory());
      for (const action of plan) {
        const before = textOf(twin);
        act(twin, action);
        const after = textOf(twin);
        if (action.death !== undefined) killBefore(...action.death);
        const wasKilled = isKilled(() => {
          act(subject, action);
        });
        jest.restoreAllMocks();
        if (wasKilled) {
          subject.close();
          subject = open(directory, parts);
          // What got no answer is asked for again.
          if (textOf(subject) === before) act(subject, action);
        }
        expect(textOf(subject)).toBe(after);
      }
      subject.close();
      subject = open(directory, parts);
      expect(textOf(subject)).toBe(textOf(twin));
      for (const sessions of [subject, twin]) sessions.close();
    }),
    propertyRuns(1_000),
  );
});

test("a region that is killed while it starts stands where it stood", () => {
  const directory = newDirectory();
  const first = open(directory);
  for (let ssn = 1n; ssn <= 7n; ssn += 1n) first.take(hide(1n, ssn, ssn));
  const stood = textOf(first);
  first.close();
  // A torn end to be cut, and a log that a snapshot stands for.
  const log = readdirSync(directory).find((name) => name.startsWith("log-")) ?? "";
  appendFileSync(join(directory, log), "torn");
  writeFileSync(join(directory, "log-0"), "");
  const onCut = (): void => undefined;
  const startsKilledAt = (change: number): boolean => {
    const copy = newDirectory();
    cpSync(directory, copy, { recursive: true });
    killBefore(change);
    const wasKilled = isKilled(() => {
      open(copy, { onCut }).close();
    });
    jest.restoreAllMocks();
    const second = open(copy, { onCut });
    expect(textOf(second)).toBe(stood);
    second.close();
    return wasKilled;
  };
  let change = 0;
  while (startsKilledAt(change)) change += 1;
  // The other log is removed and the torn end cut, and files that are read count as changes too.
  expect(change).toBeGreaterThan(2);
});

test("a log that ends at any byte has every event that lies there whole, in order, and goes on from there", () => {
  const directory = newDirectory();
  const events = [1n, 2n, 3n].map((ssn) => hide(1n, ssn, ssn));
  const first = open(directory, { logBytes: 1_000_000 });
  const ends = events.map((event) => {
    first.take(event);
    return statSync(join(directory, "log-0")).size;
  });
  first.close();
  const bytes = readFileSync(join(directory, "log-0"));
  for (let length = 0; length <= bytes.length; length += 1) {
    const cuts: string[] = [];
    const torn = newDirectory();
    writeFileSync(join(torn, "log-0"), bytes.subarray(0, length));
    const sessions = open(torn, { onCut: (problem) => cuts.push(problem) });
    const whole = ends.filter((end) => end <= length).length;
    expect([length, sessions.marks.mark(1n), sessions.negatives.size]).toEqual([
      length,
      BigInt(whole),
      whole,
    ]);
    expect(cuts).toHaveLength(length === 0 || ends.includes(length) ? 0 : 1);
    for (const event of events) sessions.take(event);
    const rest = textOf(sessions);
    sessions.close();
    const again = open(torn);
    expect([textOf(again), again.marks.mark(1n)]).toEqual([rest, 3n]);
    again.close();
  }
});

test("what waits for another region is overdue after a restart, and its delay counts the time that the region was down", () => {
  const directory = newDirectory();
  const first = open(directory, { nowMs: () => 900_000, wallMs: () => 5_000_000 });
  first.take({ ...hide(1n, 1n, 1n), takenAtMs: 900_000 });
  first.close();
  // The next process's monotonic clock begins anew; four seconds have passed, and then the wall clock is set back by an hour.
  const takenAtMs = [5_004_000, 5_004_000 - 3_600_000].map((wallMs) => {
    const sessions = open(directory, { nowMs: () => 10_000, wallMs: () => wallMs });
    sessions.close();
    return sessions.outboxes.get(1)?.takenBefore(10_000, 10)[0]?.takenAtMs;
  });
  expect(takenAtMs).toEqual([6_000, 10_000]);
});

test("a clock goes on after every stamp that it made before the restart, also when the machine's clock was set back meanwhile", () => {
  const directory = newDirectory();
  const before = new HybridLogicalClock(0, () => WALL_NS + 7_200_000_000_000n);
  const first = open(directory, { clock: before });
  for (let ssn = 1n; ssn <= 9n; ssn += 1n) {
    const made = before.now();
    if (!made.ok) throw new Error(made.message);
    const operation = { word: "hide" as const, userId: USER, itemId: 1n, stamp: made.value };
    first.take({ sessionId: 1n, ssn, operation, takenAtMs: 50 });
    const clock = new HybridLogicalClock(0, () => 1n);
    const copy = newDirectory();
    cpSync(directory, copy, { recursive: true });
    open(copy, { clock }).close();
    const stamp = clock.now();
    expect(stamp.ok && isLater(stamp.value, made.value)).toBe(true);
  }
  first.close();
});

test("disk and memory are bounded: snapshots take the place of logs, and the latest 100,000 keys stay", () => {
  const directory = newDirectory();
  let sessions = open(directory, { logBytes: 4_096 });
  for (let session = 1n; session <= 40n; session += 1n) {
    for (let ssn = 1n; ssn <= 50n; ssn += 1n) {
      sessions.take(hide(session, ssn, ssn % 20n, 0, session * 100n + ssn));
      for (const peer of PEERS) sessions.hear(peer, [{ sessionId: session, mark: ssn, heard: [ssn] }]);
    }
  }
  const sizes = (): number =>
    readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
  // 2,000 keys, and a snapshot and a log of a few KiB each; the log of all would be 600 KB.
  expect(sizes()).toBeLessThan(2_000 * 16 + 16_384);
  sessions.close();
  sessions = open(directory);
  expect([sessions.marks.keyCount, sessions.applied, sessions.marks.mark(40n)]).toEqual([2_000, 2_000, 50n]);
  sessions.close();
});

test("a snapshot that cannot be trusted is dropped and said, and the log that stood on it with it", () => {
  const directory = newDirectory();
  const first = open(directory);
  for (let ssn = 1n; ssn <= 9n; ssn += 1n) first.take(hide(1n, ssn, ssn));
  first.close();
  const path = join(directory, "snapshot");
  writeFileSync(path, readFileSync(path).fill(0, 20, 21));
  const cuts: string[] = [];
  const sessions = open(directory, { onCut: (problem) => cuts.push(problem) });
  expect([cuts.length, sessions.marks.mark(1n), sessions.negatives.size]).toEqual([1, 0n, 0]);
  expect(cuts[0]).toContain("the checksum of these");
  expect(readdirSync(directory).filter((name) => name.startsWith("log-"))).toEqual([]);
  sessions.close();
  expect(existsSync(path)).toBe(true);
});

function isKilled(action: () => void): boolean {
  try {
    action();
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
}
