import { batch, views } from "../../support/batches";
import { temporaryDirectories } from "../../support/temporary-directories";
import { LEADERSHIP, ReplicationPair } from "../../support/replication-pair";

const newDirectory = temporaryDirectories();

describe("a follower", () => {
  test("refuses writes and says whom to ask", () => {
    const { follower } = new ReplicationPair(newDirectory);
    expect(follower.write(views(1n))).toEqual({
      ok: false,
      message: expect.stringContaining("leader") as string,
    });
  });

  test("that is stalled receives and does not apply; afterwards it applies all of it, so much at a time", () => {
    const { follower, receiver, followerStore } = new ReplicationPair(newDirectory);
    follower.stalled = true;
    for (const seqno of [1n, 2n, 3n]) receiver.receiveSegment(LEADERSHIP, batch(seqno, seqno).bytes);
    expect(follower.applyBacklog(10)).toBe(false);
    expect(receiver.position()).toMatchObject({ receivedSeqno: 3n, appliedSeqno: 0n });
    follower.stalled = false;
    receiver.receiveSegment(LEADERSHIP, batch(4n, 4n).bytes);
    expect(follower.appliedSeqno).toBe(0n);
    expect(follower.applyBacklog(2)).toBe(true);
    expect(follower.appliedSeqno).toBe(2n);
    expect(follower.applyBacklog(10)).toBe(true);
    expect([follower.appliedSeqno, follower.hasBacklog, followerStore.state.entities.size]).toEqual([
      4n,
      false,
      4,
    ]);
    expect(follower.applyBacklog(10)).toBe(false);
  });
});
