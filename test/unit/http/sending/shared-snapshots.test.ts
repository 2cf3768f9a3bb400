import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

import { noRefusals } from "../../../../src/metrics/terms/refusal-counts";
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

beforeEach(() => {
  nowMs = 0;
  taken = 0;
  counts = noRefusals();
  services = {
    controlPlane: {
      now: () => ({ monotonicMs: nowMs, wallNs: 0n }),
      snapshot: () => ({ totalEntities: BigInt((taken += 1)) }),
    },
    limits: { maxSnapshots: 2 },
    refusals: { note: (limit: keyof typeof counts) => (counts[limit] += 1) },
  } as unknown as HttpServices;
  snapshots = new SharedSnapshots(() => new Promise<void>((resolve) => (wake = resolve)));
});

/** The number of the snapshot that a reader gets. */
async function numberOf(snapshot: Promise<ClusterSnapshot>): Promise<number> {
  return Number((await snapshot).totalEntities);
}

/** Asks for a snapshot, and tells its number once there is one. */
function ask(reader = new Reader(1_000)): { readonly reader: Reader; readonly got: Promise<number> } {
  return { reader, got: numberOf(snapshots.of(reader.response, services)) };
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
  const broken = jest.spyOn(controlPlane, "snapshot").mockImplementation(() => {
    throw new Error("broken invariant");
  });
  const failed = [ask(), ask()];
  for (const { got } of failed) await expect(got).rejects.toThrow("broken invariant");
  for (const { reader } of failed) reader.leave();
  broken.mockRestore();
  expect(await ask().got).toBe(1);
});
