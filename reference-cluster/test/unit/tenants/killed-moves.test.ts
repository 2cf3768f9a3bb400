import fs from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { TenantData } from "../../../tenants/tenant-data";
import { MOVE_STATES } from "../../../tenants/tenant-move";
import type { MoveState, TenantMove } from "../../../tenants/tenant-move";
import { views } from "../../support/batches";
import { Killed, killBefore } from "../../support/killed-process";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();

afterEach(() => {
  jest.restoreAllMocks();
});

const FROM = 1;
const TO = 4;
const MOVE: TenantMove = {
  id: "move-1",
  tenantId: 7n,
  from: FROM,
  to: TO,
  state: "Idle",
  sinceNs: 0n,
  startedNs: 0n,
  lastShippedSeqno: 0n,
  dualMs: 0,
  limitMs: 0,
  leaseMs: 0,
};

/** A tenant's data, killed and opened again, with all that was acknowledged. */
class Subject {
  readonly directory = newDirectory();
  data = this.#open();
  /** The entities of signals that were acknowledged; each signal is about one of its own. */
  readonly acknowledged: bigint[] = [];
  /** Those of signals that were killed before their acknowledgement: they may be there, once. */
  readonly doubtful: bigint[] = [];
  /** Whether the shard that the tenant moves to has a leader. */
  targetIsServed = true;
  #entity = 0n;
  #states: MoveState[] = [];

  #open(): TenantData {
    return new TenantData({
      tenantId: 7n,
      firstShardId: FROM,
      directory: this.directory,
      isServed: (shardId) => shardId !== TO || this.targetIsServed,
      nowMs: () => 0,
      wallNs: () => 1n,
      onCut: () => undefined,
    });
  }

  write(count: number): void {
    const ids = Array.from({ length: count }, () => (this.#entity += 1n));
    this.doubtful.push(...ids);
    const result = this.data.write(views(...ids));
    this.doubtful.splice(-count);
    // After the switch a target that fails refuses, and then nothing of it may ever be there.
    if (result.ok) this.acknowledged.push(...ids);
    else expect([this.data.owner, this.targetIsServed]).toEqual([TO, false]);
  }

  /** Makes the next step of the move. @returns false when there is none left. */
  step(): boolean {
    const { data } = this;
    switch (data.move?.state) {
      case undefined:
      case "Idle":
        data.begin(MOVE);
        break;
      case "PreparingTarget":
        if (data.ship()) data.beginDualWrite();
        break;
      case "DualWrite":
        data.switchOver();
        break;
      case "Finalizing":
        data.finalize();
        break;
      case "Complete":
        return false;
    }
    return true;
  }

  /** Does something that may be killed, and opens what lies on disk if it was. @returns whether it was. */
  survive(action: () => void): boolean {
    try {
      action();
      this.expectWhole();
      return false;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      jest.restoreAllMocks();
      this.data.close();
      this.data = this.#open();
      this.expectWhole();
      return true;
    }
  }

  /** At every moment the copy that counts has every acknowledged signal once, and no signal twice; states only go forward. */
  expectWhole(): void {
    const { owned } = this.data;
    const ids = new Set(owned.entityIds);
    expect(this.acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    // What was read once is never gone, although nobody acknowledged it.
    this.acknowledged.push(...this.doubtful.filter((id) => ids.has(id)));
    const known = new Set([...this.acknowledged, ...this.doubtful]);
    expect([...ids].filter((id) => !known.has(id))).toEqual([]);
    // Each signal is about an entity of its own, so more signals than entities would be one that counts twice.
    expect(owned.head).toBe(BigInt(owned.entityCount));
    this.#states.push(this.data.move?.state ?? "Idle");
    const places = this.#states.map((state) => MOVE_STATES.indexOf(state));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }

  expectMoved(): void {
    this.expectWhole();
    expect([this.data.owner, this.data.move?.state]).toEqual([TO, "Complete"]);
    expect(fs.existsSync(join(this.directory, `shard-${FROM}`))).toBe(false);
    this.data.close();
  }
}

/** A move from its beginning to its end with writes before, between and after all steps. */
function* script(subject: Subject): Generator<() => void> {
  yield () => {
    subject.write(3);
  };
  while (subject.data.move?.state !== "Complete") {
    yield () => {
      subject.step();
    };
    yield () => {
      subject.write(2);
    };
  }
}

/** Plays the script, killed before one change of a file. @returns whether it was. */
function playKilled(change: number, tear: boolean): boolean {
  const subject = new Subject();
  subject.survive(() => {
    subject.write(40);
  });
  killBefore(change, tear ? 0.5 : 0);
  let wasKilled = false;
  for (const action of script(subject)) wasKilled = subject.survive(action) || wasKilled;
  jest.restoreAllMocks();
  subject.expectMoved();
  return wasKilled;
}

test.each([
  ["between two changes of files", false],
  ["in the middle of a write", true],
])("a move that is killed %s, at each of them, finishes, and nothing is lost or doubled", (_, tear) => {
  let change = 0;
  while (playKilled(change, tear)) change += 1;
  // If there were fewer, nothing would have been killed where it matters.
  expect(change).toBeGreaterThan(20);
});

test("a move that is killed again and again, with any writes between, finishes, and nothing is lost or doubled", () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant("write" as const), count: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ kind: fc.constant("step" as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      kind: fc.constantFrom("target fails" as const, "target is back" as const),
      count: fc.constant(1),
    }),
  );
  const episodes = fc.array(
    fc.record({
      kill: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
      tear: fc.boolean(),
      actions: fc.array(action, { minLength: 1, maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(episodes, (plan) => {
      const subject = new Subject();
      for (const { kill, tear, actions } of plan) {
        if (kill !== undefined) killBefore(kill, tear ? 0.5 : 0);
        for (const { kind, count } of actions) {
          subject.survive(() => {
            if (kind === "write") subject.write(count);
            else if (kind !== "step") subject.targetIsServed = kind === "target is back";
            else for (let step = 0; step < count; step += 1) subject.step();
          });
        }
        jest.restoreAllMocks();
      }
      subject.targetIsServed = true;
      while (subject.step());
      subject.write(1);
      subject.expectMoved();
    }),
    propertyRuns(300),
  );
});

test("a move that is given up before the switch leaves everything where it was, and can be made again", () => {
  const subject = new Subject();
  subject.write(5);
  subject.step();
  subject.step();
  subject.write(5);
  expect(subject.data.move?.state).toBe("DualWrite");
  expect(subject.data.giveUp()).toBe(true);
  expect([subject.data.owner, subject.data.owned.head]).toEqual([FROM, 10n]);
  expect(fs.existsSync(join(subject.directory, `shard-${TO}`))).toBe(false);
  while (subject.step());
  expect(subject.data.giveUp()).toBe(false);
  subject.expectMoved();
});
