import { lagFaults } from "../../../../../src/domain/incidents/lag/lag-faults";
import type { RegionPair } from "../../../../../src/domain/incidents/lag/pair-sums";

/** "leader>follower behind/total", each since as many seconds as its place. */
function pairsOf(...texts: readonly string[]): readonly RegionPair[] {
  return texts.map((text, place) => {
    const [leaderId = 0, followerId = 0, behind = 0, total = 0] = text.split(/[> /]/).map(Number);
    return { leaderId, followerId, behind, total, sinceMs: place * 1_000 };
  });
}

/** "leader>follower cause id", with "held" where the evidence alone does not say so. */
function explained(pairs: readonly RegionPair[], ...heldIds: readonly string[]): readonly string[] {
  return explainedWhere(true, pairs, ...heldIds);
}

/** @param areFollowersHeard - whether followers send heartbeats of their own. */
function explainedWhere(
  areFollowersHeard: boolean,
  pairs: readonly RegionPair[],
  ...heldIds: readonly string[]
): readonly string[] {
  return [
    ...lagFaults(
      pairs,
      (id) => heldIds.includes(id),
      () => areFollowersHeard,
    ),
  ]
    .map(([{ leaderId, followerId }, { cause, id, isPlain }]) => {
      return `${leaderId}>${followerId} ${cause} ${id}${isPlain ? "" : " held"}`;
    })
    .sort();
}

test.each<[string, readonly string[], readonly string[]]>([
  ["nobody is behind", ["0>1 0/5", "1>0 0/5"], []],
  [
    "a region follows one other, which reaches a third that it reaches too",
    ["0>1 5/5", "0>2 0/5", "1>2 0/5"],
    ["0>1 region_behind region:1"],
  ],
  [
    "one region leads all, and one of its followers is behind",
    ["0>1 5/5", "0>2 0/5"],
    ["0>1 region_behind region:1"],
  ],
  ["one region leads a single shard, and one of its followers is behind", ["0>1 1/1", "0>2 0/1"], []],
  [
    "one region leads all, and all its followers are behind",
    ["0>1 5/5", "0>2 5/5"],
    ["0>1 region_not_shipping region:0", "0>2 region_not_shipping region:0"],
  ],
  ["one region leads, and who else follows it is idle", ["0>1 5/5"], ["0>1 link link:0-1"]],
  ["two regions are all there are", ["0>1 5/5", "1>0 5/5"], ["0>1 link link:0-1", "1>0 link link:0-1"]],
  [
    "a region is behind nearly all",
    ["0>1 4/5", "2>1 5/5", "1>0 0/5", "1>2 0/5", "0>2 0/5", "2>0 0/5"],
    ["0>1 region_behind region:1", "2>1 region_behind region:1"],
  ],
  [
    "a region neither gives nor gets",
    ["0>1 5/5", "2>1 5/5", "1>0 5/5", "1>2 5/5", "0>2 0/5", "2>0 0/5"],
    [
      "0>1 region_isolated region:1",
      "1>0 region_isolated region:1",
      "1>2 region_isolated region:1",
      "2>1 region_isolated region:1",
    ],
  ],
  [
    "what is between two of three is cut, and one shard of the way back is behind",
    ["0>1 5/5", "1>0 1/5", "0>2 0/5", "2>0 0/5", "1>2 0/5", "2>1 0/5"],
    ["0>1 link link:0-1", "1>0 link link:0-1"],
  ],
  [
    "a single follower of a single shard is behind",
    ["0>1 1/1", "1>2 0/1", "2>0 0/1", "2>1 0/1", "0>2 0/1"],
    [],
  ],
  ["a few shards are behind", ["0>1 2/5", "0>2 0/5", "1>2 0/5"], []],
])("of lag when %s so much is explained", (_, texts, expected) => {
  expect(explained(pairsOf(...texts))).toEqual(expected);
});

describe("where followers send no heartbeats", () => {
  const rest = ["0>2 0/5", "2>0 0/5", "1>2 0/5", "2>1 0/5"];

  test.each<[string, readonly string[], readonly string[]]>([
    [
      "two of another region's shards are all that write, and behind in one",
      ["0>1 2/2", "1>0 0/5"],
      ["0>1 region_behind region:1"],
    ],
    [
      "what is between two is cut both ways",
      ["0>1 5/5", "1>0 5/5"],
      ["0>1 link link:0-1", "1>0 link link:0-1"],
    ],
    [
      "a single shard of the way back is behind too",
      ["0>1 5/5", "1>0 1/5"],
      ["0>1 region_behind region:1", "1>0 region_behind region:1"],
    ],
    ["a single follower is behind", ["0>1 1/1", "1>0 0/5"], []],
  ])("when %s, who is behind is at fault", (_, texts, expected) => {
    expect(explainedWhere(false, pairsOf(...texts, ...rest))).toEqual(expected);
  });

  test("a link that was told a moment ago stays one", () => {
    expect(explainedWhere(false, pairsOf("0>1 5/5", "1>0 0/5", ...rest), "link:0-1")).toEqual([
      "0>1 link link:0-1",
    ]);
  });

  test("with two regions who of them is at fault cannot be told", () => {
    expect(explainedWhere(false, pairsOf("0>1 2/2", "1>0 0/5"))).toEqual(["0>1 link link:0-1"]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    [
      "half of what a third ships",
      ["0>1 2/2", "2>1 1/2", "1>0 0/2", "1>2 0/2"],
      ["0>1 region_behind region:1"],
    ],
    [
      "one shard of a third region",
      ["0>1 2/2", "2>1 1/5", "1>0 0/2", "1>2 0/2"],
      ["0>1 region_behind region:1"],
    ],
  ])("who is behind two regions, %s, is at fault, whomever the first reaches", (_, texts, expected) => {
    expect(explainedWhere(false, pairsOf(...texts))).toEqual(expected);
  });

  test("a single follower of one region and one of another tell of no region", () => {
    expect(explainedWhere(false, pairsOf("0>1 1/1", "2>1 1/5", "1>0 0/2", "1>2 0/2"))).toEqual([]);
  });

  test("a way that is broken both ways is a link, also where who is behind is so of another region too", () => {
    const told = explainedWhere(false, pairsOf("0>1 4/4", "1>0 4/4", "2>1 1/5", "1>2 0/5", "0>2 0/5"));
    expect(told).toEqual(["0>1 link link:0-1", "1>0 link link:0-1"]);
  });

  test("who reaches nobody else may be at fault itself", () => {
    expect(explainedWhere(false, pairsOf("0>1 2/2", "1>2 0/5", "2>1 0/5"))).toEqual(["0>1 link link:0-1"]);
  });
});

describe("while followers catch up", () => {
  const pairs = pairsOf("0>1 2/5", "2>1 1/5", "1>0 0/5", "0>2 0/5");

  test("the rest of a region's lag is the same fault", () => {
    expect(explained(pairs, "region:1")).toEqual([
      "0>1 region_behind region:1 held",
      "2>1 region_behind region:1 held",
    ]);
  });

  test("the rest of what a region does not ship is the same fault", () => {
    expect(explained(pairs, "region:0")).toEqual(["0>1 region_not_shipping region:0 held"]);
  });

  test("the rest of a cut is the same fault", () => {
    expect(explained(pairs, "link:0-1")).toEqual(["0>1 link link:0-1 held"]);
  });
});

test("a fault began when the first of what it explains fell behind", () => {
  const starts = [
    ...lagFaults(
      pairsOf("0>2 0/5", "0>1 5/5", "2>1 5/5"),
      () => false,
      () => true,
    ).values(),
  ];
  expect(starts.map(({ startMs }) => startMs)).toEqual([1_000, 1_000]);
});
