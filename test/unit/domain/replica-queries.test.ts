import fc from "fast-check";

import { takeAllSteps } from "../../../src/domain/columns/take-all-steps";
import type { ReplicaSnapshot, ReplicaState } from "../../../src/domain/terms/cluster-snapshot";
import type { Listing } from "../../../src/domain/terms/listing";
import { RecordedReplicas } from "../../../src/domain/views/recorded-replicas";
import { RegionNames } from "../../../src/domain/regions/region-names";
import { replicasInRegion } from "../../../src/domain/views/replicas-in-region";
import { linkLags as lagsInSteps } from "../../../src/domain/views/link-lags";
import type { LinkLag } from "../../../src/domain/views/link-lags";
import { REPLICA_FIGURES, replicaFigures as figuresInSteps } from "../../../src/domain/views/replica-figures";
import type { ReplicaFigure } from "../../../src/domain/views/replica-figures";
import { replicaPage as pageInSteps } from "../../../src/domain/views/replica-page";
import type { ReplicaPage, ReplicaQuery } from "../../../src/domain/views/replica-page";
import { propertyRuns } from "../../support/property-runs";
import { tableOf } from "../../support/domain/replica-columns";
import { followerLag, neverHeard, replicaSnapshot } from "../../support/metrics/cluster-snapshot";

const replicaPage = (replicas: Listing<ReplicaSnapshot>, query: ReplicaQuery): ReplicaPage =>
  takeAllSteps(pageInSteps(replicas, query));

const replicaFigures = (replicas: Listing<ReplicaSnapshot>, figure: ReplicaFigure): Float64Array =>
  takeAllSteps(figuresInSteps(replicas, figure));

const linkLags = (replicas: Listing<ReplicaSnapshot>, maxLinks: number): readonly LinkLag[] =>
  takeAllSteps(lagsInSteps(replicas, maxLinks));

const REPLICAS = [
  replicaSnapshot({ shardId: 0, regionId: 1 }),
  replicaSnapshot({ shardId: 1, regionId: 0, state: "Degraded" }),
  neverHeard({ shardId: 1, regionId: 1 }),
  replicaSnapshot({ shardId: 2, regionId: 0, state: "Offline" }),
  replicaSnapshot({ shardId: 3, regionId: 1, state: "Offline" }),
];

function ids(replicas: Iterable<ReplicaSnapshot>): readonly (readonly [number, number])[] {
  return Array.from(replicas, ({ shardId, regionId }) => [shardId, regionId]);
}

function recorded(replicas: readonly ReplicaSnapshot[] = REPLICAS): RecordedReplicas {
  const table = tableOf(replicas);
  return new RecordedReplicas(table, table.slots.ordered, new RegionNames());
}

// What a snapshot hands out, and what anybody may hand in.
describe.each<[string, () => Listing<ReplicaSnapshot>]>([
  ["recorded replicas", recorded],
  ["an array of replicas", () => REPLICAS],
])("of %s", (_, listing) => {
  test("those in one region are found, in the order of the listing", () => {
    expect(ids(replicasInRegion(listing(), 0))).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(replicasInRegion(listing(), 7)).toHaveLength(0);
  });

  test("the worst are Offline, then Degraded, then not heard yet, then Healthy, and no more than are wanted", () => {
    const worstFirst = [
      [2, 0],
      [3, 1],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    for (const limit of [0, 1, 3, 5, 100]) {
      const page = replicaPage(listing(), { sortBy: "state", isDescending: true, offset: 0, limit });
      expect(ids(page.replicas)).toEqual(worstFirst.slice(0, limit));
      expect(page.found).toBe(5);
    }
  });

  test.each<[string, Partial<ReplicaQuery>, readonly (readonly [number, number])[]]>([
    [
      "in one state",
      { state: "Offline" },
      [
        [2, 0],
        [3, 1],
      ],
    ],
    [
      "in one region",
      { regionId: 0 },
      [
        [1, 0],
        [2, 0],
      ],
    ],
    [
      "of one shard",
      { shardId: 1 },
      [
        [1, 0],
        [1, 1],
      ],
    ],
    ["that are all of it", { shardId: 1, regionId: 1, state: "Pending" }, [[1, 1]]],
    ["that nothing is", { shardId: 9 }, []],
  ])("those %s are found", (_case, query, expected) => {
    const page = replicaPage(listing(), {
      sortBy: "shard",
      isDescending: false,
      offset: 0,
      limit: 10,
      ...query,
    });
    expect(ids(page.replicas)).toEqual(expected);
    expect(page.found).toBe(expected.length);
  });

  test("behind the last page there is nothing, and how many there are is told", () => {
    const query = { sortBy: "shard", isDescending: false, offset: 50, limit: 50 } as const;
    expect(replicaPage(listing(), query)).toEqual({ found: 5, replicas: [] });
  });
});

const LED = [
  replicaSnapshot({
    shardId: 0,
    regionId: 0,
    followers: [followerLag({ followerId: 1, lagSeconds: 2 }), followerLag({ followerId: 2, lagSeconds: 9 })],
  }),
  replicaSnapshot({ shardId: 1, regionId: 0, followers: [followerLag({ followerId: 1, lagSeconds: 7 })] }),
  replicaSnapshot({ shardId: 2, regionId: 1, followers: [followerLag({ followerId: 0, lagSeconds: 0 })] }),
  // What it said before it fell silent is not true any more.
  replicaSnapshot({ shardId: 3, regionId: 2, state: "Offline", followers: [] }),
];

test.each<[string, () => Listing<ReplicaSnapshot>]>([
  ["recorded replicas", () => recorded(LED)],
  ["an array of replicas", () => LED],
])("the worst lag between regions is read off %s", (_, listing) => {
  expect(linkLags(listing(), 10)).toEqual([
    { leaderId: 0, followerId: 1, lagSeconds: 7, followers: 2 },
    { leaderId: 0, followerId: 2, lagSeconds: 9, followers: 1 },
    { leaderId: 1, followerId: 0, lagSeconds: 0, followers: 1 },
  ]);
  expect(linkLags(listing(), 1)).toEqual([{ leaderId: 0, followerId: 1, lagSeconds: 7, followers: 2 }]);
});

const STATES: readonly ReplicaState[] = ["Healthy", "Degraded", "Offline", "Pending"];

/** Replicas that are alike in much, so that there are ties. */
const REPLICA = fc
  .record({
    regionId: fc.nat(2),
    state: fc.constantFrom(...STATES),
    lagSeconds: fc.constantFrom(undefined, 0, 1, 5),
  })
  .map(({ regionId, state, lagSeconds }) => {
    if (state === "Pending") return neverHeard({ regionId });
    const follows = lagSeconds !== undefined && state !== "Offline";
    return replicaSnapshot({
      regionId,
      state,
      followers: follows ? [followerLag({ followerId: 5, lagSeconds })] : [],
    });
  });

test("a page is what a whole list in order has there, and columns say the same as values", () => {
  const query = fc.record({
    sortBy: fc.constantFrom(...REPLICA_FIGURES),
    isDescending: fc.boolean(),
    offset: fc.nat(30),
    limit: fc.nat(12),
  });
  fc.assert(
    fc.property(fc.array(REPLICA, { maxLength: 30 }), query, (made, asked) => {
      const replicas = made.map((replica, shardId) => ({ ...replica, shardId }));
      const { sortBy, isDescending, offset, limit } = asked;
      const keys = keysOf(replicas, sortBy, isDescending);
      const inOrder = replicas
        .map((_, place) => place)
        .sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
      const expected = inOrder.slice(offset, offset + limit);
      for (const listing of [replicas, recorded(replicas)]) {
        const page = replicaPage(listing, asked);
        expect(page.found).toBe(replicas.length);
        expect(page.replicas.map(({ shardId }) => shardId)).toEqual(expected);
      }
      expect(replicaFigures(recorded(replicas), sortBy)).toEqual(replicaFigures(replicas, sortBy));
    }),
    propertyRuns(300),
  );
});

/** Those that have no figure come last either way; finite, because the difference of two infinities is none. */
function keysOf(
  replicas: readonly ReplicaSnapshot[],
  sortBy: ReplicaFigure,
  isDescending: boolean,
): readonly number[] {
  return Array.from(replicaFigures(replicas, sortBy), (figure) =>
    Number.isNaN(figure) ? Number.MAX_VALUE : isDescending ? -figure : figure,
  );
}
