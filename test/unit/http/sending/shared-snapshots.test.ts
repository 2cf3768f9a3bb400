import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

import { noRefusals } from "../../../../src/metrics/terms/refusal-counts";
import type { ColumnRoom } from "../../../../src/domain/columns/column-room";
import type { ClusterSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import type { HttpServices } from "../../../../src/http/routing/http-services";
import { SharedSnapshots } from "../../../../src/http/sending/shared-snapshots";

/** A reader whose client has, or has not, taken all that there is for it. */
class Reader extends EventEmitter {
  readonly socket = {
    writableLength: 0,
    remoteAddress: "192.0.2.1",
    resetAndDestroy: () => this.emit("close"),
  };
  readonly req = { socket: this.socket };

  constructor(readonly writableLength: number) {
    super();
  }

  get response(): ServerResponse {
    return this as unknown as ServerResponse;
  }

  leave(): void {
    this.emit("close");
  }
}

let nowMs: number;
let taken: number;
let counts: ReturnType<typeof noRefusals>;
let services: HttpServices;
let wake: () => void;
let snapshots: SharedSnapshots;
/** Where the snapshots that were taken are kept, each once. */
let rooms: Set<ColumnRoom>;

/** Takes the next number for a snapshot. */
// eslint-disable-next-line require-yield -- it is taken in one step
function* snapshotInSteps(room: ColumnRoom): Generator<undefined, ClusterSnapshot> {
  rooms.add(room);
  return { totalEntities: BigInt((taken += 1)) } as ClusterSnapshot;
}

beforeEach(() => {
  nowMs = 0;
  taken = 0;
  rooms = new Set();
  counts = noRefusals();
  services = {
    controlPlane: {
      now: () => ({ monotonicMs: nowMs, wallNs: 0n }),
      snapshotInSteps,
    },
    limits: { maxSnapshots: 2 },
    refusals: { note: (limit: keyof typeof counts) => (counts[limit] += 1) },
  } as unknown as HttpServices;
  snapshots = new SharedSnapshots(() => new Promise<void>((resolve) => (wake = resolve)));
});

/** Asks for a snapshot, tells its number once there is one, and is at work on the answer until `work` is over. */
function ask(
  reader = new Reader(1_000),
  work: Promise<void> = Promise.resolve(),
): { readonly reader: Reader; readonly got: Promise<number> } {
  const got = new Promise<number>((resolve, reject) => {
    snapshots
      .use(reader.response, services, ({ totalEntities }) => {
        resolve(Number(totalEntities));
        return work;
      })
      .catch(reject);
  });
  return { reader, got };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await nextTurn();
}

test("all who ask at the same time get one, and each who asks later gets one that is taken later", async () => {
  expect(await Promise.all([ask().got, ask().got, ask().got])).toEqual([1, 1, 1]);
  expect(await ask().got).toBe(2);
  expect(snapshots.aliveCount).toBe(2);
});

test("one is held until its last reader is done", async () => {
  const [first, second] = [ask(), ask()];
  await Promise.all([first.got, second.got]);
  first.reader.leave();
  expect(snapshots.aliveCount).toBe(1);
  second.reader.leave();
  expect(snapshots.aliveCount).toBe(0);
});

test("a reader that left before its snapshot was taken holds none", async () => {
  const { reader, got } = ask();
  reader.leave();
  await got;
  expect(snapshots.aliveCount).toBe(0);
});

test("who asks for one too many waits for one to end, and gets what is taken then, with all who wait", async () => {
  const first = ask();
  await first.got;
  await ask().got;
  const waiting = [ask(), ask()];
  await settle();
  expect(taken).toBe(2);
  first.reader.leave();
  expect(await Promise.all(waiting.map(({ got }) => got))).toEqual([3, 3]);
  expect([snapshots.aliveCount, counts.snapshots]).toEqual([2, 0]);
});

test("the readers of the oldest are cut off when they have been slow for five seconds, and not before", async () => {
  const first = ask();
  await first.got;
  const second = ask();
  await second.got;
  const third = ask();
  await settle();
  nowMs = 4_999;
  wake();
  await settle();
  expect(counts.snapshots).toBe(0);
  nowMs = 5_000;
  wake();
  expect(await third.got).toBe(3);
  expect([snapshots.aliveCount, counts.snapshots]).toEqual([2, 1]);
});

test("a reader that takes what it gets is not cut off, however long we take for it", async () => {
  await ask(new Reader(0)).got;
  await ask().got;
  const third = ask();
  await settle();
  nowMs = 60_000;
  wake();
  // The second one, which is slow.
  expect(await third.got).toBe(3);
  expect(counts.snapshots).toBe(1);
  const fourth = ask(new Reader(0));
  third.reader.leave();
  expect(await fourth.got).toBe(4);
});

test("without a limit nobody waits", async () => {
  services = { ...services, limits: { ...services.limits, maxSnapshots: 0 } };
  for (let asked = 1; asked <= 20; asked += 1) expect(await ask().got).toBe(asked);
  expect(snapshots.aliveCount).toBe(20);
});

test("what taking one throws reaches all who asked for it, and the next gets one", async () => {
  const { controlPlane } = services;
  const broken = jest.spyOn(controlPlane, "snapshotInSteps").mockImplementation(() => {
    throw new Error("broken invariant");
  });
  const failed = [ask(), ask()];
  for (const { got } of failed) await expect(got).rejects.toThrow("broken invariant");
  for (const { reader } of failed) reader.leave();
  broken.mockRestore();
  expect(await ask().got).toBe(1);
});

test("the next one takes the memory of one that nobody reads any more", async () => {
  for (let asked = 1; asked <= 5; asked += 1) {
    const { reader, got } = ask();
    await got;
    await settle();
    reader.leave();
  }
  expect([taken, rooms.size]).toEqual([5, 1]);
});

test("the memory of one is not taken while an answer of it is not over", async () => {
  const [first, second] = [ask(), ask()];
  await Promise.all([first.got, second.got]);
  await settle();
  first.reader.leave();
  await ask().got;
  expect([taken, rooms.size]).toEqual([2, 2]);
});

test("the memory of one is not taken while somebody is at work on an answer, though the client has left", async () => {
  let end: () => void = () => undefined;
  const first = ask(new Reader(0), new Promise<void>((resolve) => (end = resolve)));
  await first.got;
  first.reader.leave();
  await ask().got;
  expect([taken, rooms.size]).toEqual([2, 2]);
  end();
  await settle();
  await ask().got;
  expect([taken, rooms.size]).toEqual([3, 2]);
});
