import type { ClusterSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import type { Incident } from "../../../../src/domain/terms/incident";
import { impactSentence } from "../../../../src/http/status-page/impact-sentence";
import { incidentList } from "../../../../src/http/status-page/incident-list";
import { regionTable } from "../../../../src/http/status-page/regions/region-table";
import {
  clusterSnapshot,
  incident,
  incidentImpact,
  regionSnapshot,
} from "../../../support/metrics/cluster-snapshot";

const TAKEN_AT_NS = 1_700_000_000_000_000_000n;

const US_EAST = regionSnapshot({ name: "us-east" });
const EU_WEST = regionSnapshot({ regionId: 1, name: "eu-west" });
const AP_SOUTH = regionSnapshot({ regionId: 2, name: "ap-south" });

function cluster(given: Partial<ClusterSnapshot>): ClusterSnapshot {
  return clusterSnapshot({
    takenAtNs: TAKEN_AT_NS,
    status: "Healthy",
    regions: [US_EAST, EU_WEST, AP_SOUTH],
    ...given,
  });
}

/** What a person reads: no tags, and one blank wherever there is white space. */
function readable(source: string): string {
  return source
    .replaceAll(/<br \/>|<\/p>/g, " ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function list(given: Partial<ClusterSnapshot>, uptimeSeconds = 7): string {
  return incidentList(cluster(given), uptimeSeconds).source;
}

test("a healthy cluster says that nothing is wrong, and nothing else", () => {
  expect(readable(list({}))).toBe("Nothing is wrong.");
});

test("an incident is its title, since when, and what it affects", () => {
  const one = incident({ startedNs: TAKEN_AT_NS - 200_000_000_000n, affectedRegionIds: [0, 1] });
  expect(readable(list({ status: "Offline", incidents: [one] }))).toBe(
    "eu-west silent: 2 replicas, 1 shard without a leader for 3 min 20 s, since 2023-11-14T22:10:00Z" +
      " Affects us-east, eu-west. 2 shards: 1 without a leader (writes to them fail), 1 critical (the next failure may lose data)." +
      " 2 000 entities of 3 tenants.",
  );
});

test("an incident whose evidence is gone says that it seems to be over", () => {
  const one = incident({ startedNs: TAKEN_AT_NS - 200_000_000_000n, isHealing: true });
  expect(readable(list({ incidents: [one] }))).toContain(
    "for 3 min 20 s, since 2023-11-14T22:10:00Z; it seems to be over",
  );
});

test("incidents come as they are listed, worst first, and those that are urgent are marked", () => {
  const harmless = incidentImpact({ shardsWithoutLeader: 0, criticalShards: 0 });
  const source = list({
    status: "Offline",
    incidents: [
      incident({ id: "region:1", title: "first" }),
      incident({ id: "region:2", title: "second", impact: harmless }),
      incident({ id: "region:3", title: "third", impact: { ...harmless, criticalShards: 1 } }),
    ],
  });
  const items = [...source.matchAll(/<li id="([^"]*)" class="([^"]*)">\s*<strong>([^<]*)</g)];
  expect(items.map(([, ...parts]) => parts)).toEqual([
    ["incident-region:1", "urgent", "first"],
    ["incident-region:2", "wrong", "second"],
    ["incident-region:3", "urgent", "third"],
  ]);
});

test.each<[string, Partial<ClusterSnapshot>, string]>([
  [
    "until everybody had the time to be heard it is too early",
    { isSettled: false },
    "Too early to say: started 7.0 s ago, and not everybody had the time to be heard since.",
  ],
  [
    "what is found before that is shown, and may not be all",
    { isSettled: false, incidents: [incident({ affectedRegionIds: [], title: "eu-west silent" })] },
    "Too early to say whether this is all: started 7.0 s ago, and not everybody had the time to be heard since. eu-west silent",
  ],
  [
    "what is too much to be listed is found as well",
    { isSettled: false, incidentsNotListed: 8 },
    "Too early to say whether this is all: started 7.0 s ago, and not everybody had the time to be heard since. Too much broke at once: the first",
  ],
  [
    "no incident beside an Offline region is no good news",
    { status: "Offline" },
    "No incident explains it, but a region is Offline: its reasons are below.",
  ],
  [
    "a region not heard yet keeps it from saying that nothing is wrong",
    { status: "Unknown" },
    "Nothing is known to be wrong, but not every region has been heard.",
  ],
  [
    "before the first of them is listed nobody is sent to look for a list",
    { status: "Offline", incidentsNotListed: 1_234 },
    "Too much broke at once: the first faults are listed as soon as they have lasted some seconds, and 1 234 are going to be listed nowhere.",
  ],
])("%s", (_case, given, text) => {
  expect(readable(list(given)).slice(0, text.length)).toBe(text);
});

test.each<[number, string]>([
  [1, "Too much is broken at once: 1 fault is listed nowhere."],
  [1_234, "Too much is broken at once: 1 234 faults are listed nowhere."],
])("beside those that are listed, %d that are not are counted aloud", (incidentsNotListed, words) => {
  expect(readable(list({ status: "Offline", incidents: [incident()], incidentsNotListed }))).toContain(words);
});

test("of very many incidents the first are shown, and how many are not", () => {
  const incidents = Array.from({ length: 256 }, (_, shardId) =>
    incident({ id: `shard:${shardId}`, title: `shard ${shardId} behind` }),
  );
  const source = list({ status: "Degraded", incidents, incidentsNotListed: 44 });
  expect(source.match(/<li /g)).toHaveLength(50);
  const text = readable(source);
  expect(text).toContain("And 206 more, all in /health.json.");
  expect(text).toContain("44 faults are listed nowhere.");
});

test("an incident that began after this moment, because a clock was set, has no age below zero", () => {
  const one = incident({ startedNs: TAKEN_AT_NS + 1_000_000_000n });
  expect(readable(list({ incidents: [one] }))).toContain("for 0.0 s, since");
});

test.each<[string, Partial<Incident>, string]>([
  [
    "a shard between regions",
    {
      affectedRegionIds: [0, 9],
      impact: incidentImpact({
        shards: 1,
        shardsWithoutLeader: 0,
        criticalShards: 0,
        entities: 1n,
        tenants: 1,
      }),
    },
    "Affects us-east, 9. 1 shard. 1 entity of 1 tenant.",
  ],
  [
    "nothing that is known",
    {
      affectedRegionIds: [],
      impact: incidentImpact({
        shards: 0,
        shardsWithoutLeader: 0,
        criticalShards: 0,
        entities: 0n,
        tenants: 0,
      }),
    },
    "",
  ],
  [
    "very many regions and the most entities that there can be",
    {
      affectedRegionIds: Array.from({ length: 2_000 }, (_, id) => id + 10),
      impact: incidentImpact({
        shards: 65_536,
        shardsWithoutLeader: 65_536,
        entities: 2n ** 64n - 1n,
        tenants: 0,
      }),
    },
    "Affects 10, 11, 12, 13, 14, 15, 16, 17 and 1 992 more. 65 536 shards: 65 536 without a leader (writes to them fail)," +
      " 1 critical (the next failure may lose data). 18 446 744 073 709 551 615 entities.",
  ],
])("the impact of %s is told in full sentences", (_case, given, sentence) => {
  const nameOf = (regionId: number): string => (regionId === 0 ? "us-east" : String(regionId));
  expect(impactSentence(incident(given), nameOf).replaceAll("\u202f", " ")).toBe(sentence);
});

describe("the table of regions", () => {
  const silent = incident({ affectedRegionIds: [0, 1], title: "eu-west silent" });
  const link = incident({
    id: "link:0-2",
    cause: "link",
    regionId: 0,
    peerId: 2,
    affectedRegionIds: [0, 2],
    title: "us-east and ap-south cut off",
  });

  /** The cells of state and reasons, by region. */
  function cells(given: Partial<ClusterSnapshot>): Record<string, readonly string[]> {
    const { source } = regionTable(cluster(given));
    const rows = source.split(/<tr[^>]*>/).slice(2);
    return Object.fromEntries(
      rows.map((row) => {
        const texts = [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell]) =>
          readable(cell ?? ""),
        );
        return [(texts[0] ?? "").replace(/ \d+$/, ""), [texts[1] ?? "", texts[8] ?? ""]] as const;
      }),
    );
  }

  test("tells the region where something is broken from those that only suffer from it", () => {
    const by = { explainedBy: [silent.id], isExplained: true };
    const regions = [
      { ...US_EAST, state: "Degraded" as const, ...by },
      { ...EU_WEST, state: "Offline" as const, ...by },
      AP_SOUTH,
    ];
    expect(cells({ status: "Offline", regions, incidents: [silent] })).toEqual({
      "us-east": ["Degraded affected only", "Explained by eu-west silent. –"],
      "eu-west": ["Offline broken here", "Explained by eu-west silent. –"],
      "ap-south": ["Healthy", "–"],
    });
  });

  test("names both ends of a link, and says when something is left or all of it", () => {
    const regions = [
      { ...US_EAST, state: "Degraded" as const, explainedBy: [link.id], isExplained: true },
      { ...EU_WEST, state: "Degraded" as const, explainedBy: [], isExplained: false },
      { ...AP_SOUTH, state: "Degraded" as const, explainedBy: [silent.id, link.id], isExplained: false },
    ];
    expect(cells({ status: "Degraded", regions, incidents: [silent, link] })).toEqual({
      "us-east": ["Degraded broken here", "Explained by us-east and ap-south cut off. –"],
      "eu-west": ["Degraded", "No incident explains it. –"],
      "ap-south": [
        "Degraded broken here",
        "Explained by eu-west silent; us-east and ap-south cut off. Something is left that no incident explains. –",
      ],
    });
  });

  test("blames no region when nothing is heard from anywhere", () => {
    const everywhere = incident({
      id: "cluster",
      cause: "nothing_heard",
      regionId: undefined,
      title: "silence",
    });
    const regions = [{ ...US_EAST, state: "Offline" as const, explainedBy: ["cluster"] }];
    expect(cells({ status: "Offline", regions, incidents: [everywhere] })).toEqual({
      "us-east": ["Offline", "Explained by silence. –"],
    });
  });

  test("names three incidents and counts the rest, those that are not listed any more too", () => {
    const many = Array.from({ length: 4 }, (_, shardId) =>
      incident({ id: `s${shardId}`, title: `shard ${shardId}` }),
    );
    const explainedBy = [...many.map(({ id }) => id), "gone"];
    const regions = [{ ...US_EAST, state: "Degraded" as const, explainedBy }];
    expect(cells({ status: "Degraded", regions, incidents: many })["us-east"]?.[1]).toBe(
      "Explained by shard 0; shard 1; shard 2; and 2 more. –",
    );
  });

  test("has no link to an incident that the list above it leaves out", () => {
    const incidents = Array.from({ length: 51 }, (_, shardId) =>
      incident({ id: `s${shardId}`, title: `shard ${shardId} behind` }),
    );
    const regions = [{ ...US_EAST, state: "Degraded" as const, explainedBy: ["s49", "s50"] }];
    const { source } = regionTable(cluster({ status: "Degraded", regions, incidents }));
    expect(source.match(/<a /g)).toHaveLength(1);
    expect(readable(source)).toContain("Explained by shard 49 behind; shard 50 behind.");
  });

  test("links to the incidents in the list above it", () => {
    const regions = [{ ...EU_WEST, state: "Offline" as const, explainedBy: [silent.id] }];
    const snapshot = cluster({ status: "Offline", regions, incidents: [silent] });
    const link = /<a href="#([^"]*)">/.exec(regionTable(snapshot).source)?.[1] ?? "none";
    expect(incidentList(snapshot, 7).source).toContain(`<li id="${link}"`);
  });
});
