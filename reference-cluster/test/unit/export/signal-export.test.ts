import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import type { ExportQuery } from "../../../export/export-query";
import { SignalExport } from "../../../export/signal-export";
import { LogGoneError } from "../../../export/shard-log-reader";
import { LeaderDb } from "../../../replication/leader-db";
import { ReplicaStore } from "../../../storage/replica-store";
import { ShardState } from "../../../storage/shard-state";
import { encodeBatch } from "../../../wal/batch";
import { SIGNAL_KINDS } from "../../../wal/signal";
import type { SignalKind } from "../../../wal/signal";
import { packSignals } from "../../support/pack-signals";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();
/** Three batches of one signal fill a segment. */
const LIMITS = { sealBytes: 240, sealAgeMs: 500, retainBytes: 480, capBytes: 4_800 };
const EVERYTHING: ExportQuery = { sinceNs: 0n, isPartialAllowed: false };
const NEVER_MS = 1_000_000;

interface Line {
  readonly entity_id: number;
  readonly signal_type: SignalKind;
  readonly weight: number;
  readonly timestamp_ns: number;
  readonly user_id: number | null;
}

/** A leader whose clock the test moves; each write is a signal about the next entity, at the next nanosecond. */
class Leader {
  readonly store: ReplicaStore;
  readonly written: Line[] = [];
  readonly #db: LeaderDb;
  readonly #clock: { ns: number };

  constructor(shardId: number, clock: { ns: number }, limits = LIMITS) {
    this.store = ReplicaStore.open(newDirectory(), { shardId, regionId: 0 }, limits, 0, () => undefined);
    this.#clock = clock;
    this.#db = new LeaderDb(
      this.store,
      () => BigInt(clock.ns),
      0,
      () => undefined,
    );
  }

  write(count = 1, kind: SignalKind = "view", userId = 1): void {
    this.#clock.ns += 1;
    const lines = Array.from({ length: count }, (_, index) => ({
      entity_id: this.written.length + index + 1,
      signal_type: kind,
      weight: 1,
      timestamp_ns: this.#clock.ns,
      user_id: userId === 0 ? null : userId,
    }));
    const signals = lines.map(({ entity_id }) => ({ entityId: BigInt(entity_id), kind, userId, weight: 1 }));
    this.#db.write(packSignals(signals), 0);
    this.written.push(...lines);
  }

  seal(): void {
    this.#db.sealIfDue(Infinity);
  }

  /** As a leader does when all followers have everything. */
  compact(nowMs = 0): void {
    this.store.compact(this.store.holds.neededFrom(2n ** 63n, nowMs));
  }
}

async function begun(
  leaders: readonly Leader[],
  query = EVERYTHING,
  untilMs = NEVER_MS,
): Promise<SignalExport> {
  const made = new SignalExport(
    leaders.map(({ store }) => store),
    query,
    untilMs,
  );
  const result = await made.begin(async () => Promise.resolve());
  if (!result.ok) throw new Error(result.message);
  return made;
}

function read(made: SignalExport, meanwhile: () => void = () => undefined): readonly Line[] {
  let text = "";
  for (let piece = made.next(); piece !== undefined; piece = made.next()) {
    text += piece;
    meanwhile();
  }
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

describe("an export", () => {
  test("has a line for each signal, with all of its 64 bits", async () => {
    const clock = { ns: 1_700_000_000_000_000_000 };
    const leader = new Leader(3, clock);
    const batch = encodeBatch(
      leader.store.id,
      1n,
      1_700_000_000_000_000_001n,
      packSignals([
        { entityId: 2n ** 64n - 1n, kind: "dwell", userId: 16_777_215, weight: 2.5 },
        { entityId: 0n, kind: "share", weight: Infinity },
      ]),
    );
    leader.store.wal.append(batch, 0);
    leader.store.apply(batch);
    expect((await begun([leader])).next()).toBe(
      '{"entity_id":18446744073709551615,"signal_type":"dwell","weight":2.5,"timestamp_ns":1700000000000000001,"user_id":16777215}\n' +
        '{"entity_id":0,"signal_type":"share","weight":null,"timestamp_ns":1700000000000000001,"user_id":null}\n',
    );
  });

  test("has what is asked for: times half-open, types, a user, a number of lines", async () => {
    const leader = new Leader(0, { ns: 0 });
    for (const kind of SIGNAL_KINDS) leader.write(1, kind, kind === "skip" ? 2 : 1);
    const lines = async (query: Partial<ExportQuery>): Promise<readonly unknown[]> =>
      read(await begun([leader], { sinceNs: 0n, isPartialAllowed: false, ...query })).map(
        ({ signal_type }) => signal_type,
      );
    expect(await lines({})).toEqual(SIGNAL_KINDS);
    expect(await lines({ sinceNs: 2n, untilNs: 4n })).toEqual(["dwell", "save"]);
    expect(await lines({ kinds: new Set([0, 4]) })).toEqual(["view", "share"]);
    expect(await lines({ userId: 2 })).toEqual(["skip"]);
    expect(await lines({ limit: 2 })).toEqual(["view", "dwell"]);
    expect(await lines({ sinceNs: 99n })).toEqual([]);
  });

  test("is in the order of time over all shards", async () => {
    const clock = { ns: 0 };
    const [first, second] = [new Leader(0, clock), new Leader(1, clock)];
    for (const leader of [second, first, first, second, first]) leader.write(2);
    const times = read(await begun([first, second])).map(({ timestamp_ns }) => timestamp_ns);
    expect(times).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  test("is refused when the log begins later than what is asked for, and says since when it has everything", async () => {
    const leader = new Leader(4, { ns: 0 });
    for (let count = 0; count < 9; count += 1) leader.write();
    leader.seal();
    leader.compact();
    const beginsNs = leader.store.wal.firstSeqno ?? 0n;
    expect(beginsNs).toBeGreaterThan(1n);
    await expect(begun([leader])).rejects.toThrow(
      `that of shard 4 begins at ${beginsNs}; ask for since=${beginsNs + 1n} or later, or partial=allow`,
    );
    expect(read(await begun([leader], { sinceNs: beginsNs + 1n, isPartialAllowed: false }))).toHaveLength(
      9 - Number(beginsNs),
    );
    expect(read(await begun([leader], { sinceNs: 0n, isPartialAllowed: true }))).toHaveLength(
      10 - Number(beginsNs),
    );
  });

  test("says so when the log of a new leader is empty, and that of a new shard is complete", async () => {
    const [leader, empty] = [new Leader(5, { ns: 0 }), new Leader(6, { ns: 0 })];
    leader.store.replaceWith({ shardId: 5, term: 1, state: new ShardState(undefined, 9n, 9n) });
    await expect(begun([leader])).rejects.toThrow("that of shard 5 is empty; ask for a moment from now on");
    expect(read(await begun([empty]))).toEqual([]);
  });

  test("keeps the log until its time is over or it is closed; then the log goes, and the export says so", async () => {
    for (const [end, isKept] of [
      [() => undefined, true],
      [
        (made: SignalExport) => {
          made.close();
        },
        false,
      ],
    ] as const) {
      const leader = new Leader(0, { ns: 0 });
      for (let count = 0; count < 20; count += 1) leader.write();
      leader.seal();
      const made = await begun([leader], EVERYTHING, 60_000);
      end(made);
      leader.compact(59_999);
      expect(leader.store.wal.firstSeqno === 4n || leader.store.wal.firstSeqno === 1n).toBe(isKept);
    }
    const slow = new Leader(0, { ns: 0 });
    for (let count = 0; count < 20; count += 1) slow.write();
    slow.seal();
    const made = await begun([slow], EVERYTHING, 60_000);
    slow.compact(60_000);
    expect(slow.store.wal.firstSeqno).toBeGreaterThan(4n);
    expect(() => read(made)).toThrow(LogGoneError);
  });

  test("never holds more than the cap, and works in small pieces whatever a filter lets through", async () => {
    const leader = new Leader(0, { ns: 0 });
    for (let count = 0; count < 30; count += 1) leader.write();
    const made = await begun([leader], EVERYTHING);
    for (let count = 0; count < 100; count += 1) {
      leader.write();
      leader.compact();
      expect(leader.store.wal.bytes).toBeLessThanOrEqual(LIMITS.capBytes + LIMITS.sealBytes);
    }
    expect(() => read(made)).toThrow("shard 0: its log does not have seqno 4 any more");

    const large = new Leader(0, { ns: 0 }, { ...LIMITS, sealBytes: 1_000_000 });
    large.write(10_000, "view", 7);
    const none = await begun([large], { ...EVERYTHING, userId: 8 });
    expect([none.next(), none.next()]).toEqual(["", ""]);
    expect(read(none)).toEqual([]);
    const all = await begun([large]);
    expect(all.next()?.split("\n")).toHaveLength(257);
  });
});

type Step =
  | { readonly kind: "write"; readonly shard: number; readonly count: number }
  | { readonly kind: "seal" | "compact"; readonly shard: number };

const shard = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("write" as const),
      shard,
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("seal" as const, "compact" as const), shard }) },
);
const steps = fc.array(step, { maxLength: 30 });

test("an export as of a moment is what was written up to it, whatever is written, sealed and removed meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, async (before, meanwhile) => {
      const clock = { ns: 0 };
      const leaders = [0, 1, 2].map(
        (shardId) => new Leader(shardId, clock, { ...LIMITS, capBytes: 1_000_000 }),
      );
      const run = (one: Step): void => {
        const leader = leaders[one.shard];
        if (one.kind === "write") leader?.write(one.count);
        else leader?.[one.kind]();
      };
      // Nothing is removed before it begins, so that all of the log is there to compare.
      for (const one of before) if (one.kind !== "compact") run(one);
      const expected = leaders.map(({ written }) => [...written]);
      const heads = leaders.map(({ store }) => store.state.appliedSeqno);
      const made = await begun(leaders);
      for (const one of meanwhile) run(one);
      const lines = read(made, () => {
        for (const one of meanwhile) run(one);
      });
      expect([...made.asOf.values()]).toEqual(heads);
      const byTime = expected.flat().sort((a, b) => a.timestamp_ns - b.timestamp_ns);
      expect(lines).toEqual(byTime);
      for (const leader of leaders) {
        leader.compact();
        leader.store.close();
      }
    }),
    propertyRuns(1_000),
  );
});
