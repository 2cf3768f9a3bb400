import type { Clock } from "../../../src/domain/terms/clock";
import type { ClusterSnapshot, ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import type { Exposition, ExpositionOptions, Rendering } from "../../../src/metrics/exposition";
import type { Family } from "../../../src/metrics/formats/family";
import type { DetailLevel, MetricGroup } from "../../../src/metrics/terms/metric-group";
import type { SheddingChange } from "../../../src/metrics/terms/series-budget";
import {
  clusterSnapshot,
  followerLag,
  replicaSnapshot,
  shardStats,
} from "../../support/metrics/cluster-snapshot";
import { threeRegions } from "../../support/metrics/cluster-snapshot-three-regions";
import { expositionOf } from "../../support/metrics/exposition-of";
import { parseExposition } from "../../support/metrics/exposition-parser";
import { FakeReplicas } from "../../support/metrics/fake-replicas";
import { renderingText, scrapeText } from "../../support/metrics/rendering-text";
import { triesAll } from "../../support/property-runs";

const selfFamily: Family = {
  header: { name: "process_open_fds", type: "gauge", help: "Open", labels: [] },
  samples: [{ labels: [], value: 21 }],
};
const selfMetrics = { collect: () => Promise.resolve([selfFamily]) };

/** The groups of which a body has samples. */
function groupsIn(body: string): string[] {
  const prefixes = [
    "tidaldb_cluster",
    "tidaldb_region",
    "tidaldb_shard",
    "tidaldb_replication",
    "tidaldb_exporter",
    "process",
  ];
  const names = parseExposition(body, "text").samples.map(({ name }) => name);
  return prefixes.filter((prefix) => names.some((name) => name.startsWith(`${prefix}_`)));
}

test.each<["text" | "openmetrics", string]>([
  ["text", "text/plain; version=0.0.4; charset=utf-8"],
  ["openmetrics", "application/openmetrics-text; version=1.0.0; charset=utf-8"],
])("%s is served as %s", async (format, contentType) => {
  expect((await expositionOf(threeRegions()).render({ format })).contentType).toBe(contentType);
});

test("both formats carry the same samples", async () => {
  const text = parseExposition(await scrapeText(expositionOf(threeRegions()), { format: "text" }), "text");
  const openMetrics = parseExposition(
    await scrapeText(expositionOf(threeRegions()), { format: "openmetrics" }),
    "openmetrics",
  );
  expect(openMetrics.samples).toEqual(text.samples);
});

test.each<[DetailLevel, MetricGroup[] | undefined, string[]]>([
  [
    "follower",
    undefined,
    [
      "tidaldb_cluster",
      "tidaldb_region",
      "tidaldb_shard",
      "tidaldb_replication",
      "tidaldb_exporter",
      "process",
    ],
  ],
  ["shard", undefined, ["tidaldb_cluster", "tidaldb_region", "tidaldb_shard", "tidaldb_exporter", "process"]],
  ["region", undefined, ["tidaldb_cluster", "tidaldb_region", "tidaldb_exporter", "process"]],
  ["follower", ["cluster", "region"], ["tidaldb_cluster", "tidaldb_region"]],
  ["follower", ["exporter"], ["tidaldb_exporter", "process"]],
  ["region", ["shard", "follower"], []],
])("detail %s and collect[] %j serve %j", async (detail, groups, expected) => {
  const request = { format: "text", ...(groups && { groups: new Set(groups) }) } as const;
  expect(groupsIn(await scrapeText(expositionOf(threeRegions(), { detail, selfMetrics }), request))).toEqual(
    expected,
  );
});

test("the process is not measured when nobody asks for the group exporter", async () => {
  const collect = jest.fn(selfMetrics.collect);
  await scrapeText(expositionOf(threeRegions(), { selfMetrics: { collect } }), {
    format: "text",
    groups: new Set(["cluster"]),
  });
  expect(collect).not.toHaveBeenCalled();
});

test("the detail level can be changed between scrapes", async () => {
  const exposition = expositionOf(threeRegions(), { detail: "region" });
  expect(await scrapeText(exposition, { format: "text" })).not.toContain("tidaldb_shard_up");
  exposition.detail = "shard";
  expect(await scrapeText(exposition, { format: "text" })).toContain("tidaldb_shard_up");
  expect(exposition.detail).toBe("shard");
});

/** Live replicas of a cluster, and an exposition of them. */
function live(
  replicas: readonly ReplicaSnapshot[],
  given: Partial<ExpositionOptions> = {},
): { replicas: FakeReplicas; exposition: Exposition } {
  const fake = new FakeReplicas(replicas);
  return { replicas: fake, exposition: expositionOf(clusterSnapshot(), { replicas: fake, ...given }) };
}

/** The lines of one metric. */
function linesOf(body: string, name: string): string[] {
  return body.split("\n").filter((line) => line.startsWith(`${name}{`));
}

function reporting(shardId: number, entityCount: bigint): ReplicaSnapshot {
  return replicaSnapshot({
    shardId,
    stats: shardStats({ shardId, entityCount }),
    followers: [followerLag()],
  });
}

describe("one scrape is one moment", () => {
  /** A chunk for each thousand. */
  const MANY = triesAll() ? 20_000 : 5_000;

  test("whatever changes while it is being sent", async () => {
    const many = Array.from({ length: MANY }, (_, shardId) => reporting(shardId, 1n));
    const { replicas, exposition } = live(many);
    const { byteLength, chunks } = await exposition.render({ format: "text" });
    const bodies: Buffer[] = [];
    for (const chunk of chunks) {
      bodies.push(Buffer.from(chunk));
      const shardId = bodies.length * 100;
      replicas.put(reporting(shardId, 2n));
      replicas.remove(shardId + 1, 0);
      exposition.drain();
    }
    expect(bodies.length).toBeGreaterThan(MANY / 2_000);
    const body = Buffer.concat(bodies);
    expect(body).toHaveLength(byteLength);
    const entities = linesOf(body.toString(), "tidaldb_shard_entities");
    expect(entities).toHaveLength(MANY);
    expect(entities.filter((line) => line.endsWith(" 2"))).toEqual([]);
  });

  test("two at once, a replica leaving in between: each is whole and as of its own moment", async () => {
    const { replicas, exposition } = live([reporting(1, 1n), reporting(2, 1n)]);
    const before = await exposition.render({ format: "text" });
    replicas.remove(2, 0);
    replicas.put(reporting(1, 12n));
    const after = await exposition.render({ format: "openmetrics" });
    const [afterBody, beforeBody] = [renderingText(after), renderingText(before)];
    const [one, two] = [
      'tidaldb_shard_entities{shard="1",region="0"}',
      'tidaldb_shard_entities{shard="2",region="0"}',
    ];
    expect(linesOf(beforeBody, "tidaldb_shard_entities")).toEqual([`${one} 1`, `${two} 1`]);
    expect(linesOf(afterBody, "tidaldb_shard_entities")).toEqual([`${one} 12`]);
    expect(afterBody).not.toContain('shard="2"');
  });

  test("while heartbeats go on coming in between the slices of its work, and all of them are in it", async () => {
    const many = Array.from({ length: 1_000 }, (_, shardId) => reporting(shardId, 0n));
    let beats = 0n;
    const { replicas, exposition } = live(many, {
      clock: tickingClock(),
      nextTurn: () => {
        beats += 1n;
        for (const shardId of [0, 500, 999]) replicas.put(reporting(shardId, beats));
        return Promise.resolve();
      },
    });
    const entities = linesOf(await scrapeText(exposition, { format: "text" }), "tidaldb_shard_entities");
    expect(beats).toBeGreaterThan(3n);
    expect([0, 1, 500, 999].map((shardId) => entities[shardId]?.split(" ")[1])).toEqual([
      String(beats),
      "0",
      String(beats),
      String(beats),
    ]);
  });

  test("with the states that its own figures have found out", async () => {
    const replica = reporting(0, 1n);
    const replicas = new FakeReplicas([replica]);
    const exposition = expositionOf(clusterSnapshot(), {
      replicas,
      totals: () => {
        replicas.put({ ...replica, state: "Offline", followers: [] });
        return clusterSnapshot();
      },
    });
    const body = await scrapeText(exposition, { format: "text" });
    expect(linesOf(body, "tidaldb_shard_up")).toEqual(['tidaldb_shard_up{shard="0",region="0"} 0']);
    expect(body).not.toContain("tidaldb_replication_lag_seconds");
  });

  test("makes totals again when they find out more than can be patched in a slice", async () => {
    const many = Array.from({ length: 300 }, (_, shardId) => reporting(shardId, 1n));
    const replicas = new FakeReplicas(many);
    let made = 0n;
    const totals = (): ClusterSnapshot => {
      made += 1n;
      if (made === 1n) for (const { shardId } of many) replicas.put(reporting(shardId, 7n));
      return clusterSnapshot({ totalEntities: made });
    };
    const exposition = expositionOf(clusterSnapshot(), { replicas, totals, clock: tickingClock() });
    const body = await scrapeText(exposition, { format: "text" });
    expect(body).toContain("\ntidaldb_cluster_entities 2\n");
    expect(linesOf(body, "tidaldb_shard_entities").filter((line) => line.endsWith(" 7"))).toHaveLength(300);
  });

  test("lets other work have its turn, once, where finding out what changed takes long", async () => {
    const did: string[] = [];
    const exposition = expositionOf(clusterSnapshot(), {
      totals: () => {
        did.push("totals");
        return clusterSnapshot();
      },
      totalsUnless: (isTooLong) => {
        did.push("look");
        while (!isTooLong());
        return undefined;
      },
      clock: tickingClock(),
      nextTurn: () => {
        did.push("other work");
        return Promise.resolve();
      },
    });
    await exposition.render({ format: "text", groups: new Set(["cluster"]) });

    expect(did).toEqual(["look", "other work", "totals"]);
  });
});

/** A clock by which every slice of work is over soon. */
function tickingClock(): Clock {
  let monotonicMs = 0;
  return () => ({ monotonicMs: (monotonicMs += 1), wallNs: 0n });
}

describe("a rendering", () => {
  test.each<[string, (rendering: Rendering) => void]>([
    ["taken to its end", (rendering) => void renderingText(rendering)],
    [
      "released before the first chunk",
      ({ release }) => {
        release();
      },
    ],
    [
      "released in the middle",
      ({ chunks, release }) => {
        chunks.next();
        release();
        release();
      },
    ],
    ["ended by its iterator", ({ chunks }) => void chunks.return?.()],
    [
      "broken off in a loop",
      ({ chunks }) => {
        for (const chunk of chunks) {
          expect(chunk).toBeDefined();
          break;
        }
      },
    ],
  ])("that is %s holds nothing any more", async (_how, end) => {
    const { exposition } = live([reporting(0, 1n)]);
    const rendering = await exposition.render({ format: "text" });
    expect(exposition.openRenderings).toBe(1);
    end(rendering);
    expect(exposition.openRenderings).toBe(0);
    expect(rendering.chunks.next()).toEqual({ done: true, value: undefined });
  });

  test("that fails holds nothing either", async () => {
    const broken = { collect: () => Promise.resolve([{ ...selfFamily, samples: failing() }]) };
    const { exposition } = live([reporting(0, 1n)], { selfMetrics: broken });
    await expect(exposition.render({ format: "text" })).rejects.toThrow("a defect of the test");
    expect(exposition.openRenderings).toBe(0);
  });

  test("of groups whose lines are not kept asks nothing of the replicas", async () => {
    const { replicas, exposition } = live([reporting(0, 1n)]);
    await scrapeText(exposition, { format: "text", groups: new Set(["cluster", "region"]) });
    expect(replicas.watcherCount).toBe(0);
    await scrapeText(exposition, { format: "text", groups: new Set(["shard"]) });
    expect(replicas.watcherCount).toBe(1);
  });
});

function* failing(): Generator<never> {
  yield* [];
  throw new Error("a defect of the test");
}

describe("a series budget", () => {
  const REPLICAS = 50;

  function limited(): { exposition: Exposition; changes: SheddingChange[]; replicas: FakeReplicas } {
    const changes: SheddingChange[] = [];
    const onShedding = (change: SheddingChange): void => void changes.push(change);
    const many = Array.from({ length: REPLICAS }, (_, shardId) => reporting(shardId, 1n));
    return { ...live(many, { onShedding }), changes };
  }

  async function seriesOf(exposition: Exposition): Promise<number> {
    return parseExposition(await scrapeText(exposition, { format: "text" }), "text").samples.length;
  }

  test("leaves out followers first, then shards, and never the rest", async () => {
    const { exposition } = limited();
    await seriesOf(exposition);
    const all = await seriesOf(exposition);
    // Of each replica, two series about its follower and six of its own; and two about the budget.
    for (const [maxSeries, expected] of [
      [0, all],
      [all, all + 3],
      [all - 1, all + 3 - 2 * REPLICAS],
      [all - 2 * REPLICAS, all + 3 - 2 * REPLICAS],
      [all - 2 * REPLICAS - 1, all + 3 - 8 * REPLICAS],
      [1, all + 3 - 8 * REPLICAS],
    ] as const) {
      exposition.maxSeries = maxSeries;
      expect([maxSeries, await seriesOf(exposition)]).toEqual([maxSeries, expected]);
    }
  });

  test("is told of by a metric, and of each change once", async () => {
    const { exposition, changes, replicas } = limited();
    exposition.maxSeries = 400;
    const body = await scrapeText(exposition, { format: "text" });
    expect(linesOf(body, "tidaldb_exporter_series_shed")).toEqual([
      'tidaldb_exporter_series_shed{group="follower"} 100',
      'tidaldb_exporter_series_shed{group="shard"} 0',
      'tidaldb_exporter_series_shed{group="unknown_region"} 0',
    ]);
    await seriesOf(exposition);
    expect(changes).toEqual([
      { maxSeries: 400, series: expect.any(Number) as number, shedGroups: ["follower"] },
    ]);
    for (let shardId = 0; shardId < 20; shardId += 1) replicas.remove(shardId, 0);
    expect(linesOf(await scrapeText(exposition, { format: "text" }), "tidaldb_exporter_series_shed")).toEqual(
      ["follower", "shard", "unknown_region"].map(
        (group) => `tidaldb_exporter_series_shed{group="${group}"} 0`,
      ),
    );
    expect(changes.slice(1)).toEqual([
      { maxSeries: 400, series: expect.any(Number) as number, shedGroups: [] },
    ]);
  });

  test("holds for all scrapes alike, also for one that asks for little", async () => {
    const { exposition } = limited();
    exposition.maxSeries = 400;
    expect(await scrapeText(exposition, { format: "text", groups: new Set(["follower"]) })).toBe("");
    expect(await scrapeText(exposition, { format: "text", groups: new Set(["shard"]) })).not.toBe("");
  });
});

describe("the last render", () => {
  /** An exposition under a clock that the test sets. */
  function timed(): { exposition: Exposition; time: { ms: number } } {
    const time = { ms: 0 };
    const totals = (): ClusterSnapshot => {
      time.ms += 5;
      return clusterSnapshot();
    };
    const clock = (): ReturnType<Clock> => ({ monotonicMs: time.ms, wallNs: 0n });
    return { time, exposition: expositionOf(clusterSnapshot(), { totals, clock }) };
  }

  test("is told by the next scrape: how long the work took and how many series there were", async () => {
    const { exposition } = timed();
    const first = parseExposition(await scrapeText(exposition, { format: "text" }), "text").samples;
    const second = parseExposition(await scrapeText(exposition, { format: "text" }), "text").samples;
    const valueOf = (name: string): number | undefined =>
      second.find((sample) => sample.name === name)?.value;
    expect(first.map(({ name }) => name)).not.toContain("tidaldb_exporter_series");
    expect(valueOf("tidaldb_exporter_series")).toBe(first.length);
    expect(valueOf("tidaldb_exporter_render_duration_seconds")).toBe(0.005);
  });

  test("does not count the time that the receiver takes between chunks", async () => {
    const { exposition, time } = timed();
    for (const chunk of (await exposition.render({ format: "text" })).chunks) time.ms += chunk.length;
    expect(await scrapeText(exposition, { format: "text" })).toContain(
      "tidaldb_exporter_render_duration_seconds 0.005\n",
    );
  });

  test("is the sum of the parts that each finished, where it came in parts", async () => {
    const { exposition } = timed();
    const part = async (number: number): Promise<string> =>
      scrapeText(exposition, { format: "text", part: { number, of: 2 } });
    const first = parseExposition(await part(1), "text").samples.length;
    expect(await part(1)).not.toContain("tidaldb_exporter_series");
    const second = parseExposition(await part(2), "text").samples.length;
    const text = await scrapeText(exposition, { format: "text" });
    expect(text).toContain("tidaldb_exporter_render_duration_seconds 0.01\n");
    expect(text).toContain(`tidaldb_exporter_series ${first + second}\n`);
  });

  test("is not one that was broken off", async () => {
    const { exposition } = timed();
    for (const chunk of (await exposition.render({ format: "openmetrics" })).chunks) {
      expect(chunk).not.toBe("");
      break;
    }
    expect(await scrapeText(exposition, { format: "text" })).not.toContain("tidaldb_exporter_series");
  });
});
