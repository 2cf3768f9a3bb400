import fc from "fast-check";

import type { ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import type { Exposition } from "../../../src/metrics/exposition";
import type { ExpositionFormat } from "../../../src/metrics/formats/exposition-format";
import { METRIC_GROUPS } from "../../../src/metrics/terms/metric-group";
import type { MetricGroup } from "../../../src/metrics/terms/metric-group";
import { LARGEST_PART_COUNT } from "../../../src/metrics/terms/scrape-part";
import {
  clusterSnapshot,
  followerLag,
  replicaSnapshot,
  shardStats,
} from "../../support/metrics/cluster-snapshot";
import { expositionOf } from "../../support/metrics/exposition-of";
import { parseExposition } from "../../support/metrics/exposition-parser";
import type { ParsedSample } from "../../support/metrics/exposition-parser";
import { FakeReplicas } from "../../support/metrics/fake-replicas";
import { scrapeText } from "../../support/metrics/rendering-text";
import { propertyRuns } from "../../support/property-runs";

const shardId = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 65_535 }));

const replica: fc.Arbitrary<ReplicaSnapshot> = fc
  .record({ shardId, regionId: fc.nat({ max: 3 }), entityCount: fc.nat(), followerCount: fc.nat({ max: 3 }) })
  .map(({ shardId: id, regionId, entityCount, followerCount }) =>
    replicaSnapshot({
      shardId: id,
      regionId,
      regionName: `region-${regionId}`,
      stats: shardStats({ shardId: id, entityCount: BigInt(entityCount) }),
      followers: Array.from({ length: followerCount }, (_, i) =>
        followerLag({ followerId: 10 + i, followerName: `region-${10 + i}` }),
      ),
    }),
  );

const replicas = fc.uniqueArray(replica, {
  selector: ({ shardId: id, regionId }) => `${id} ${regionId}`,
  maxLength: 150,
  size: "max",
});

const groups = fc.oneof(
  fc.constant(METRIC_GROUPS),
  fc.subarray<MetricGroup>([...METRIC_GROUPS], { minLength: 1 }),
);

/** What is about the scrape itself differs from one to the next. */
const OF_ITSELF = /^tidaldb_exporter_(?:series|(?:render|ingest|scrape)_duration_seconds)/;

function keyOf({ name, labels, value }: ParsedSample): string {
  return `${name} ${JSON.stringify(labels)} ${value}`;
}

/** The samples of a scrape, of which none may come twice, and none without type and help. */
async function samplesOf(
  exposition: Exposition,
  request: Parameters<Exposition["render"]>[0],
): Promise<readonly ParsedSample[]> {
  const { samples, types, helps } = parseExposition(await scrapeText(exposition, request), request.format);
  const names = new Set(samples.map(({ name }) => name));
  const withoutHeader = [...names].filter((name) => {
    const family = name.replace(/_(?:bucket|sum|count)$/, "");
    const header = [name, name.replace(/_total$/, ""), family].find((candidate) => types.has(candidate));
    return header === undefined || !helps.has(header);
  });
  expect(withoutHeader).toEqual([]);
  return samples.filter(({ name }) => !OF_ITSELF.test(name));
}

test("the parts of a scrape have together what the whole has, each sample in exactly one of them", async () => {
  await fc.assert(
    fc.asyncProperty(
      replicas,
      // Many parts take long to read.
      fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(LARGEST_PART_COUNT)),
      groups,
      fc.constantFrom<ExpositionFormat>("text", "openmetrics"),
      async (cluster, of, asked, format) => {
        const exposition = expositionOf(clusterSnapshot({ replicas: cluster }), {
          replicas: new FakeReplicas(cluster),
        });
        const request = { format, groups: new Set(asked) };
        const whole = await samplesOf(exposition, request);
        const partOf = new Map<string | undefined, number>([[undefined, 1]]);
        const inAnother: ParsedSample[] = [];
        const found: string[] = [];
        for (let number = 1; number <= of; number += 1) {
          for (const sample of await samplesOf(exposition, { ...request, part: { number, of } })) {
            found.push(keyOf(sample));
            const { shard } = sample.labels;
            const own = partOf.get(shard) ?? number;
            partOf.set(shard, own);
            if (own !== number) inAnother.push(sample);
          }
        }
        // All that is said of a shard is in one part, and all that is of none in the first.
        expect(inAnother).toEqual([]);
        expect(found.sort()).toEqual(whole.map(keyOf).sort());
        expect(exposition.openRenderings).toBe(0);
      },
    ),
    propertyRuns(200),
  );
}, 120_000);

test("a shard stays in its part whatever comes and goes beside it", async () => {
  await fc.assert(
    fc.asyncProperty(replicas, replicas, fc.integer({ min: 2, max: 9 }), async (before, after, of) => {
      const fake = new FakeReplicas(before);
      const exposition = expositionOf(clusterSnapshot(), { replicas: fake });
      const shardsOf = async (number: number): Promise<ReadonlySet<string | undefined>> =>
        new Set(
          (
            await samplesOf(exposition, { format: "text", groups: new Set(["shard"]), part: { number, of } })
          ).map(({ labels }) => labels["shard"]),
        );
      const first = await shardsOf(2);
      for (const { shardId: id, regionId } of before) fake.remove(id, regionId);
      for (const known of after) fake.put(known);
      const stayed = after
        .map((known) => String(known.shardId))
        .filter((shard) => before.some((was) => String(was.shardId) === shard));
      const second = await shardsOf(2);
      expect(stayed.filter((shard) => second.has(shard))).toEqual(stayed.filter((shard) => first.has(shard)));
    }),
    propertyRuns(200),
  );
}, 60_000);
