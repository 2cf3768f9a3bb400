import type { ReplicaSnapshot } from "../../src/domain/terms/cluster-snapshot";
import { FOLLOWER_METRICS } from "../../src/metrics/catalogue/follower";
import { SHARD_METRICS } from "../../src/metrics/catalogue/shard";
import { RenderedSeries } from "../../src/metrics/rendered/rendered-series";
import { followerLag, replicaSnapshot } from "../support/metrics/cluster-snapshot";
import { FakeReplicas } from "../support/metrics/fake-replicas";
import { someRows } from "../support/property-runs";

const METRICS = { replica: SHARD_METRICS, follower: FOLLOWER_METRICS };
const FOLLOWERS = 6_400;

function replicaFollowedBy(
  followerIds: readonly number[],
  given: Partial<ReplicaSnapshot> = {},
): ReplicaSnapshot {
  const followers = followerIds.map((followerId) =>
    followerLag({ followerId, followerName: `r${followerId}` }),
  );
  return replicaSnapshot({ shardId: 1, followers, ...given });
}

const every = [...Array(FOLLOWERS).keys()];
const odd = every.filter((id) => id % 2 === 1);

/** Bytes and numbers that typed arrays move while something runs, as far as they are moved in one call. */
function movedWhile(run: () => void): number {
  const typedArrays = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
  let moved = 0;
  // Called on the arrays that they are found on.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { copyWithin, set } = typedArrays;
  typedArrays.copyWithin = function (this: Uint8Array, target, start, end) {
    moved += Math.max(0, (end ?? this.length) - start);
    return copyWithin.call(this, target, start, end);
  };
  typedArrays.set = function (this: Uint8Array, source, offset) {
    moved += source.length;
    set.call(this, source, offset);
  };
  try {
    run();
  } finally {
    Object.assign(typedArrays, { copyWithin, set });
  }
  return moved;
}

/** The text of all follower lines. */
function textOf(series: RenderedSeries): string {
  const { lines, release } = series.capture(FOLLOWER_METRICS);
  const text = lines
    .flat()
    .flatMap(({ pieces, lengths }) =>
      pieces.map((piece, i) => Buffer.from(piece.subarray(0, lengths[i])).toString()),
    );
  release();
  return text.join("");
}

function drained(replicas: FakeReplicas): RenderedSeries {
  const series = new RenderedSeries(replicas, METRICS);
  series.drain(() => false);
  return series;
}

/** Each follower that came, went or changed moved all lines behind it: with 6,400 in one row, hundreds of megabytes. */
describe("patching a row moves its lines a few times, however many followers change", () => {
  test.each<[string, ReplicaSnapshot, (replicas: FakeReplicas) => void]>(
    someRows(
      [
        [
          "all come",
          replicaFollowedBy([]),
          (replicas) => {
            replicas.put(replicaFollowedBy(every));
          },
        ],
        [
          "every second comes",
          replicaFollowedBy(odd),
          (replicas) => {
            replicas.put(replicaFollowedBy(every));
          },
        ],
        [
          "every second goes",
          replicaFollowedBy(every),
          (replicas) => {
            replicas.put(replicaFollowedBy(odd));
          },
        ],
        [
          "all go",
          replicaFollowedBy(every),
          (replicas) => {
            replicas.put(replicaFollowedBy([1]));
          },
        ],
        [
          "the replica goes Offline",
          replicaFollowedBy(every),
          (replicas) => {
            replicas.put(replicaFollowedBy([], { state: "Offline" }));
          },
        ],
        [
          "the replica leaves",
          replicaFollowedBy(every),
          (replicas) => {
            replicas.remove(1, 0);
          },
        ],
        [
          "every value gets longer",
          replicaFollowedBy(every),
          (replicas) => {
            const followers = every.map((followerId) =>
              followerLag({ followerId, followerName: `r${followerId}`, lagSeqnos: 123_456n }),
            );
            replicas.put(replicaFollowedBy([], { followers }));
          },
        ],
        [
          "every second has no distance any more",
          replicaFollowedBy(every),
          (replicas) => {
            const followers = every.map((followerId) =>
              followerLag({
                followerId,
                followerName: `r${followerId}`,
                lagSeqnos: followerId % 2 === 0 ? undefined : 1n,
              }),
            );
            replicas.put(replicaFollowedBy([], { followers }));
          },
        ],
      ],
      3,
    ),
  )("when %s", (_, before, change) => {
    const replicas = new FakeReplicas([before]);
    const series = drained(replicas);
    const largest = Math.max(
      textOf(series).length,
      textOf(drained(new FakeReplicas([replicaFollowedBy(every)]))).length,
    );
    change(replicas);
    const moved = movedWhile(() => series.drain(() => false));
    expect(moved).toBeLessThan(16 * largest);
    expect(textOf(series)).toBe(textOf(drained(replicas)));
  });

  test("when an Offline replica comes back, and when regions are called otherwise", () => {
    const replicas = new FakeReplicas([replicaFollowedBy(every)]);
    const series = drained(replicas);
    const { length } = textOf(series);
    replicas.put(replicaFollowedBy([], { state: "Offline" }));
    series.drain(() => false);
    expect(textOf(series)).toBe("");
    replicas.put(replicaFollowedBy(every));
    expect(movedWhile(() => series.drain(() => false))).toBeLessThan(16 * length);
    series.renamed();
    expect(movedWhile(() => series.drain(() => false))).toBeLessThan(16 * length);
    expect(textOf(series)).toBe(textOf(drained(replicas)));
  });

  test("an Offline replica that changes again has nothing to move", () => {
    const replicas = new FakeReplicas([replicaFollowedBy(every)]);
    const series = drained(replicas);
    replicas.put(replicaFollowedBy([], { state: "Offline" }));
    series.drain(() => false);
    replicas.put(replicaFollowedBy([], { state: "Offline", lastArrivalSeconds: 77 }));
    expect(movedWhile(() => series.drain(() => false))).toBeLessThan(10_000);
  });
});
