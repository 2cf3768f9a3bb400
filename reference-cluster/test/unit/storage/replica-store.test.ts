import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { U64_MAX } from "../../../../src/domain/terms/ids";
import { ReplicaStore } from "../../../storage/replica-store";
import type { WalLimits } from "../../../storage/replica-store";
import { REPLICA, batch } from "../../support/batches";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();
/** A batch of one signal takes 80 bytes, and each is a segment of its own. */
const LIMITS: WalLimits = { sealBytes: 1, sealAgeMs: 500, retainBytes: 800, capBytes: 1_600 };

function open(directory: string, problems: string[] = []): ReplicaStore {
  return ReplicaStore.open(directory, REPLICA, LIMITS, 0, (problem) => problems.push(problem));
}

/** Writes and applies one signal for each seqno, about the entity of the same number. */
function write(store: ReplicaStore, from: number, through: number): void {
  for (let seqno = from; seqno <= through; seqno += 1) {
    const one = batch(BigInt(seqno), BigInt(seqno));
    store.wal.append(one, 0);
    store.apply(one);
  }
}

function facts({ state, wal }: ReplicaStore): unknown {
  return {
    applied: state.appliedSeqno,
    entities: state.entities.size,
    signals: state.signalsTotal,
    head: wal.headSeqno,
  };
}

describe("what a replica keeps", () => {
  test("is the same after a kill, with and without a checkpoint", () => {
    const directory = newDirectory();
    const store = open(directory);
    write(store, 1, 8);
    const uncompacted = facts(store);
    store.close();
    expect(facts(open(directory))).toEqual(uncompacted);

    const again = open(directory);
    write(again, 9, 30);
    again.compact(U64_MAX);
    expect(again.wal.firstSeqno).toBeGreaterThan(20n);
    const compacted = facts(again);
    again.close();
    expect(facts(open(directory))).toEqual(compacted);
    expect(compacted).toEqual({ applied: 30n, entities: 30, signals: 30n, head: 30n });
  });

  test("is not compacted before it is too much, and then down to half", () => {
    const store = open(newDirectory());
    write(store, 1, 10);
    store.compact(U64_MAX);
    expect(store.wal.bytes).toBe(800);
    write(store, 11, 11);
    store.compact(U64_MAX);
    expect(store.wal.bytes).toBe(400);
  });

  test("includes what a follower still needs, up to the cap and no further", () => {
    const store = open(newDirectory());
    write(store, 1, 20);
    store.compact(3n);
    expect(store.wal.firstSeqno).toBe(3n);
    write(store, 21, 30);
    store.compact(3n);
    expect(store.wal.bytes).toBeLessThanOrEqual(LIMITS.capBytes);
    expect(store.wal.firstSeqno).toBeGreaterThan(3n);
  });

  test("always includes what has not been applied", () => {
    const store = open(newDirectory());
    write(store, 1, 2);
    for (let seqno = 3; seqno <= 40; seqno += 1) store.wal.store([batch(BigInt(seqno), 1n)]);
    store.compact(U64_MAX);
    expect(store.wal.firstSeqno).toBe(3n);
    expect(store.receivedSeqno).toBe(40n);
  });

  test("starts from somebody else's state, and forgets its own", () => {
    const leader = open(newDirectory());
    write(leader, 1, 5);
    const directory = newDirectory();
    const store = open(directory);
    write(store, 1, 2);
    store.replaceWith({ shardId: 3, term: 4, state: leader.state });
    expect(facts(store)).toEqual({ applied: 5n, entities: 5, signals: 5n, head: 0n });
    expect(store.receivedSeqno).toBe(5n);
    const reopened = open(directory);
    expect([reopened.state.appliedSeqno, reopened.term]).toEqual([5n, 4]);
  });

  test("includes the term, across a kill", () => {
    const directory = newDirectory();
    open(directory).adoptTerm(7);
    expect(open(directory).term).toBe(7);
  });

  test("is dropped and said to be when the checkpoint is damaged", () => {
    const directory = newDirectory();
    const store = open(directory);
    write(store, 1, 30);
    store.compact(U64_MAX);
    writeFileSync(join(directory, "checkpoint"), "rubbish");
    const problems: string[] = [];
    expect(facts(open(directory, problems))).toEqual({ applied: 0n, entities: 0, signals: 0n, head: 0n });
    expect(problems).toHaveLength(2);
  });

  test("is dropped when the WAL does not follow on the checkpoint", () => {
    const directory = newDirectory();
    const store = open(directory);
    write(store, 1, 30);
    store.compact(U64_MAX);
    rmSync(join(directory, "checkpoint"));
    const problems: string[] = [];
    const reopened = open(directory, problems);
    expect(reopened.wal.bytes).toBe(0);
    expect(problems).toEqual([expect.stringContaining("the state ends at 0; WAL removed")]);
  });

  test("leaves no other files than the WAL and one checkpoint", () => {
    const directory = newDirectory();
    const store = open(directory);
    write(store, 1, 50);
    store.compact(U64_MAX);
    expect(readdirSync(directory).sort()).toEqual(["checkpoint", "wal"]);
    const files = readdirSync(join(directory, "wal")).map(
      (name) => statSync(join(directory, "wal", name)).size,
    );
    expect(files.reduce((sum, size) => sum + size, 0)).toBe(store.wal.bytes);
  });
});
