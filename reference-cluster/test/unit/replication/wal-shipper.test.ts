import { temporaryDirectories } from "../../support/temporary-directories";
import { FOLLOWER_REGION, LIMITS, ReplicationPair } from "../../support/replication-pair";

const newDirectory = temporaryDirectories();

function equal(pair: ReplicationPair): void {
  expect(ReplicationPair.content(pair.followerStore)).toEqual(ReplicationPair.content(pair.leaderStore));
}

function segmentsHeld(pair: ReplicationPair): number {
  return pair.transport.held.filter(({ message }) => message.kind === "segment").length;
}

describe("the WAL shipper", () => {
  test("asks where a follower stands before it sends anything", () => {
    const pair = new ReplicationPair(newDirectory);
    pair.write(3);
    expect(pair.transport.held).toEqual([]);
    pair.shipper.poll();
    expect(pair.transport.held.map(({ message }) => message.kind)).toEqual(["probe"]);
    pair.settle();
    equal(pair);
  });

  test("ships a segment as soon as it is sealed, and not before", () => {
    const pair = new ReplicationPair(newDirectory, { ...LIMITS, sealBytes: 1_000 });
    pair.live(1);
    pair.write(1);
    expect(pair.transport.held).toEqual([]);
    pair.leader.sealIfDue(pair.nowMs + 500);
    expect(segmentsHeld(pair)).toBe(1);
    pair.settle();
    equal(pair);
  });

  test("knows the lag from the head that is written, also what has not been shipped", () => {
    const pair = new ReplicationPair(newDirectory, { ...LIMITS, sealBytes: 10_000 });
    pair.live(1);
    pair.write(7);
    expect(pair.shipper.lag).toEqual(new Map([[FOLLOWER_REGION, 7n]]));
    pair.leader.freeze();
    pair.settle();
    expect(pair.shipper.lag).toEqual(new Map([[FOLLOWER_REGION, 0n]]));
  });

  test("sends again what got lost, from where the follower stands", () => {
    const pair = new ReplicationPair(newDirectory);
    pair.live(1);
    pair.write(1);
    expect(pair.take()?.kind).toBe("segment");
    pair.nowMs += 999;
    pair.shipper.poll();
    expect(pair.transport.held).toEqual([]);
    pair.live(1);
    equal(pair);
  });

  test("goes on when an answer got lost", () => {
    const pair = new ReplicationPair(newDirectory);
    pair.live(1);
    pair.write(1);
    const segment = pair.take();
    if (segment !== undefined) pair.deliver(segment);
    expect(pair.take()?.kind).toBe("position");
    pair.live(3);
    equal(pair);
    expect(pair.shipper.lag.get(FOLLOWER_REGION)).toBe(0n);
  });

  test("goes on where a follower stands that was down, and sends it nothing meanwhile", () => {
    const pair = new ReplicationPair(newDirectory);
    pair.write(5);
    pair.live(1);
    pair.followerStore.close();
    for (let second = 0; second < 30; second += 1) {
      pair.write(2);
      pair.nowMs += 1_000;
      pair.shipper.poll();
      expect(segmentsHeld(pair)).toBeLessThanOrEqual(32);
      pair.transport.held.length = 0;
    }
    expect(pair.shipper.lag.get(FOLLOWER_REGION)).toBe(60n);
    pair.restartFollower();
    expect(pair.followerStore.state.appliedSeqno).toBe(5n);
    pair.live(1);
    equal(pair);
    expect(pair.shipper.lag.get(FOLLOWER_REGION)).toBe(0n);
  });

  test("sends several segments at once to a follower that keeps up, and never more than 32", () => {
    const pair = new ReplicationPair(newDirectory);
    pair.write(200);
    pair.shipper.poll();
    let widest = 0;
    for (let message = pair.take(); message !== undefined; message = pair.take()) {
      pair.deliver(message);
      widest = Math.max(widest, segmentsHeld(pair));
    }
    expect(widest).toBeGreaterThan(8);
    expect(widest).toBeLessThanOrEqual(32);
    equal(pair);
  });

  test("sends a snapshot when what the follower needs is gone, and segments after it", () => {
    const pair = new ReplicationPair(newDirectory, { ...LIMITS, retainBytes: 800, capBytes: 1_600 });
    pair.write(3);
    pair.live(1);
    for (let step = 0; step < 10; step += 1) {
      pair.write(10);
      pair.leaderStore.compact(pair.shipper.neededFrom);
      pair.transport.held.length = 0;
    }
    expect(pair.leaderStore.wal.firstSeqno).toBeGreaterThan(4n);
    const kinds: string[] = [];
    pair.nowMs += 20_000;
    pair.shipper.poll();
    for (let message = pair.take(); message !== undefined; message = pair.take()) {
      kinds.push(message.kind);
      pair.deliver(message);
    }
    expect(kinds).toContain("snapshot");
    equal(pair);
    pair.write(3);
    pair.settle();
    equal(pair);
  });

  test("sends nothing while it is stopped, and everything afterwards", () => {
    const pair = new ReplicationPair(newDirectory);
    pair.live(1);
    pair.shipper.stopped = true;
    pair.write(10);
    pair.live(5);
    expect(pair.followerStore.state.appliedSeqno).toBe(0n);
    expect(pair.shipper.lag.get(FOLLOWER_REGION)).toBe(10n);
    pair.shipper.stopped = false;
    pair.live(1);
    equal(pair);
  });

  test("takes a far but steady line for slow, not for lossy", () => {
    const pair = new ReplicationPair(newDirectory);
    const arrivals: { readonly atMs: number; readonly deliver: () => void }[] = [];
    let segments = 0;
    for (let second = 0; second < 120; second += 1) {
      pair.write(1);
      pair.nowMs += 1_000;
      pair.shipper.poll();
      for (const { message } of pair.transport.held.splice(0)) {
        if (message.kind === "segment") segments += 1;
        arrivals.push({
          atMs: pair.nowMs + 3_000,
          deliver: () => {
            pair.deliver(message);
          },
        });
      }
      while (arrivals[0] !== undefined && arrivals[0].atMs <= pair.nowMs) arrivals.shift()?.deliver();
    }
    expect(Number(pair.shipper.lag.get(FOLLOWER_REGION))).toBeLessThan(20);
    expect(segments).toBeLessThan(240);
  });
});
