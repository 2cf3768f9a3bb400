import { views } from "../../support/batches";
import { temporaryDirectories } from "../../support/temporary-directories";
import { LIMITS, ReplicationPair } from "../../support/replication-pair";

const newDirectory = temporaryDirectories();

describe("a leader", () => {
  test("gives signals their seqnos in order and applies them", () => {
    const { leader, leaderStore } = new ReplicationPair(newDirectory);
    expect(leader.write(views(5n, 6n), 0)).toEqual({ ok: true, value: 2n });
    expect(leader.write(views(6n), 0)).toEqual({ ok: true, value: 3n });
    expect([leaderStore.state.signalsTotal, leaderStore.state.entities.size]).toEqual([3n, 2]);
  });

  test("writes nothing for no signals", () => {
    const { leader, leaderStore } = new ReplicationPair(newDirectory);
    expect(leader.write(views(), 0)).toEqual({ ok: true, value: 0n });
    expect(leaderStore.wal.bytes).toBe(0);
  });

  test("refuses writes while its shard moves, and seals what there is", () => {
    const { leader, leaderStore } = new ReplicationPair(newDirectory, { ...LIMITS, sealBytes: 10_000 });
    leader.write(views(1n), 0);
    leader.freeze();
    expect(leader.write(views(2n), 0)).toMatchObject({ ok: false });
    expect(leaderStore.wal.sealedSegments).toHaveLength(1);
    leader.unfreeze();
    expect(leader.write(views(2n), 0)).toEqual({ ok: true, value: 2n });
  });

  test("knows how old the oldest write is that a follower has not applied", () => {
    const { leader } = new ReplicationPair(newDirectory);
    leader.write(views(1n, 2n), 1_000);
    leader.write(views(3n), 4_000);
    const ages = [0n, 1n, 2n, 3n].map((applied) => leader.writeTimes.ageOfNextMs(applied, 5_000));
    expect(ages).toEqual([4_000, 4_000, 1_000, 0]);
    leader.writeTimes.forgetThrough(2n);
    expect(leader.writeTimes.ageOfNextMs(0n, 5_000)).toBe(1_000);
  });

  test("remembers write times of a long lag in bounded space, and roughly", () => {
    const { leader } = new ReplicationPair(newDirectory);
    for (let seqno = 1; seqno <= 20_000; seqno += 1) leader.writeTimes.note(BigInt(seqno), seqno);
    expect(leader.writeTimes.ageOfNextMs(0n, 20_000)).toBeGreaterThan(19_000);
    expect(leader.writeTimes.ageOfNextMs(19_990n, 20_000)).toBeLessThan(30);
  });
});
