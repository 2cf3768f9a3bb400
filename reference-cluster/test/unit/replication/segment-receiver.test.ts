import type { Leadership } from "../../../replication/leadership";
import { encodeCheckpoint } from "../../../storage/checkpoint";
import { ShardState } from "../../../storage/shard-state";
import { encodeBatch } from "../../../wal/batch";
import { batch, views } from "../../support/batches";
import { temporaryDirectories } from "../../support/temporary-directories";
import { LEADERSHIP, LIMITS, ReplicationPair } from "../../support/replication-pair";

const newDirectory = temporaryDirectories();

function refusal(message: string): unknown {
  return { result: "refused", message: expect.stringContaining(message) as string };
}

function snapshotAt(seqnos: number): Buffer {
  const state = new ShardState();
  for (let seqno = 1; seqno <= seqnos; seqno += 1) state.apply(batch(BigInt(seqno), BigInt(100 + seqno)));
  return encodeCheckpoint({ shardId: 3, term: 0, state });
}

describe("the segment receiver", () => {
  test("stores and applies what comes next", () => {
    const { receiver, followerStore } = new ReplicationPair(newDirectory);
    expect(receiver.receiveSegment(LEADERSHIP, batch(1n, 1n, 2n).bytes)).toEqual({ result: "stored" });
    expect(receiver.position()).toMatchObject({ receivedSeqno: 2n, appliedSeqno: 2n, diverged: false });
    expect(followerStore.wal.headSeqno).toBe(2n);
  });

  test("skips what it has, and takes the rest of a segment that it has in part", () => {
    const { receiver, followerStore } = new ReplicationPair(newDirectory);
    receiver.receiveSegment(LEADERSHIP, batch(1n, 1n).bytes);
    expect(receiver.receiveSegment(LEADERSHIP, batch(1n, 1n).bytes)).toEqual({ result: "known" });
    const both = Buffer.concat([batch(1n, 1n).bytes, batch(2n, 2n).bytes]);
    expect(receiver.receiveSegment(LEADERSHIP, both)).toEqual({ result: "stored" });
    expect(followerStore.state.signalsTotal).toBe(2n);
    expect(followerStore.wal.bytes).toBe(160);
  });

  test("refuses a segment whose checksum does not match, as a whole", () => {
    const { receiver } = new ReplicationPair(newDirectory);
    const bytes = Buffer.concat([batch(1n, 1n).bytes, batch(2n, 2n).bytes]);
    bytes.writeUInt8(1, bytes.length - 1);
    expect(receiver.receiveSegment(LEADERSHIP, bytes)).toEqual(refusal("checksum"));
    expect(receiver.position().receivedSeqno).toBe(0n);
  });

  test("refuses a segment that leaves a gap", () => {
    const { receiver } = new ReplicationPair(newDirectory);
    expect(receiver.receiveSegment(LEADERSHIP, batch(2n, 2n).bytes)).toEqual(
      refusal("expected seqno 1 next, got 2"),
    );
  });

  test("refuses a segment of another shard", () => {
    const { receiver } = new ReplicationPair(newDirectory);
    const stray = encodeBatch({ shardId: 4, regionId: 0 }, 1n, 1n, views(1n));
    expect(receiver.receiveSegment(LEADERSHIP, stray.bytes)).toEqual(refusal("expected shard 3, got 4"));
  });

  test("refuses more than its WAL may hold while nothing is applied", () => {
    const { receiver, follower } = new ReplicationPair(newDirectory, { ...LIMITS, capBytes: 200 });
    follower.stalled = true;
    for (const seqno of [1n, 2n, 3n]) receiver.receiveSegment(LEADERSHIP, batch(seqno, seqno).bytes);
    expect(receiver.receiveSegment(LEADERSHIP, batch(4n, 4n).bytes)).toEqual(
      refusal("the WAL holds 240 bytes"),
    );
    expect(receiver.receiveSnapshot(LEADERSHIP, snapshotAt(9))).toEqual(refusal("stalled"));
  });

  test("takes a snapshot that is ahead, and skips one that is not", () => {
    const { receiver, followerStore } = new ReplicationPair(newDirectory);
    receiver.receiveSegment(LEADERSHIP, batch(1n, 101n).bytes);
    expect(receiver.receiveSnapshot(LEADERSHIP, snapshotAt(1))).toEqual({ result: "known" });
    expect(receiver.receiveSnapshot(LEADERSHIP, snapshotAt(5))).toEqual({ result: "stored" });
    expect(receiver.position()).toMatchObject({ receivedSeqno: 5n, appliedSeqno: 5n });
    expect(followerStore.state.entities.size).toBe(5);
    expect(receiver.receiveSegment(LEADERSHIP, batch(6n, 6n).bytes)).toEqual({ result: "stored" });
  });

  test("refuses a damaged snapshot", () => {
    const { receiver } = new ReplicationPair(newDirectory);
    const bytes = snapshotAt(5);
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    expect(receiver.receiveSnapshot(LEADERSHIP, bytes)).toEqual(refusal("checksum"));
  });

  describe("when the shard has a new leader", () => {
    const term = (number: number, startSeqno: bigint): Leadership => ({
      ...LEADERSHIP,
      regionId: 2,
      term: number,
      startSeqno,
    });

    test("follows it from where it stands", () => {
      const { receiver, followerStore } = new ReplicationPair(newDirectory);
      receiver.receiveSegment(LEADERSHIP, batch(1n, 1n).bytes);
      expect(receiver.receiveSegment(term(1, 1n), batch(2n, 2n).bytes)).toEqual({ result: "stored" });
      expect(followerStore.term).toBe(1);
    });

    test("no longer listens to the old one", () => {
      const { receiver } = new ReplicationPair(newDirectory);
      receiver.follow(term(1, 0n));
      expect(receiver.receiveSegment(LEADERSHIP, batch(1n, 1n).bytes)).toEqual(refusal("term 0 is over"));
      expect(receiver.receiveSnapshot(LEADERSHIP, snapshotAt(1))).toEqual(refusal("term 0 is over"));
    });

    test.each([
      ["it has more than the new term starts with", term(1, 1n)],
      ["it missed a term and cannot know", term(2, 9n)],
    ])("needs a snapshot when %s", (_, next) => {
      const { receiver, followerStore } = new ReplicationPair(newDirectory);
      receiver.receiveSegment(LEADERSHIP, batch(1n, 1n, 2n).bytes);
      expect(receiver.receiveSegment(next, batch(3n, 3n).bytes)).toEqual(refusal("snapshot"));
      expect(receiver.position().diverged).toBe(true);
      expect(receiver.receiveSnapshot(next, snapshotAt(1))).toEqual({ result: "stored" });
      expect(receiver.position()).toMatchObject({ term: next.term, appliedSeqno: 1n, diverged: false });
      expect(followerStore.state.entities.size).toBe(1);
    });
  });
});
