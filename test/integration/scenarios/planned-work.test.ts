import { someRows, triesAll } from "../../support/property-runs";
import { PagedCluster } from "../../support/truth/paged-cluster";

const HOUR_MS = 3_600_000;

const silent =
  (...regions: readonly number[]) =>
  (_: number, regionId: number): boolean =>
    regions.includes(regionId);

/** A cluster that was well for five minutes; what is announced is announced at minute 5. */
async function wellCluster(): Promise<PagedCluster> {
  const paged = new PagedCluster();
  await paged.live(5);
  return paged;
}

test("a region that is drained as planned pages nobody, and all of it is visible", async () => {
  const paged = await wellCluster();
  paged.announce({ regionId: 1, durationMs: HOUR_MS });
  await paged.live(3, { isCut: (_, __, followerId) => followerId === 1 });
  await paged.live(triesAll() ? 20 : 7, { isSilent: silent(1) });
  expect(paged.cluster.incidents).toMatchObject([{ id: "region:1", announced: { windowIds: ["drain"] } }]);
  expect(paged.cluster.regionState(1)).toBe("Offline");
  await paged.live(3);
  paged.end();
  await paged.live(3);
  expect(paged.pages).toEqual([]);
});

test("without a word the same is one page", async () => {
  const paged = await wellCluster();
  await paged.live(5, { isSilent: silent(1) });
  expect(paged.pages).toEqual(["TidaldbRegionInTrouble 1 at 6"]);
});

/** What happens beside planned work, or instead of it: half an hour of a whole cluster each. */
const BESIDE_THE_PLAN: readonly (readonly [what: string, play: () => Promise<void>])[] = [
  [
    "a second region that fails meanwhile is one page, the right one",
    async () => {
      const paged = await wellCluster();
      paged.announce({ regionId: 1, durationMs: HOUR_MS });
      await paged.live(5, { isSilent: silent(1) });
      await paged.live(5, { isSilent: silent(1, 2) });
      expect(paged.pages).toEqual(["TidaldbRegionInTrouble 2 at 11"]);
      await paged.live(5);
      expect([paged.pages.length, paged.openPages]).toEqual([1, 0]);
    },
  ],

  [
    "a second region that falls silent at once with the planned one is one page: more is gone than was announced",
    async () => {
      const paged = await wellCluster();
      paged.announce({ regionId: 1, durationMs: HOUR_MS });
      await paged.live(5, { isSilent: silent(1, 2) });
      expect(paged.pages).toEqual(["TidaldbNothingHeard at 6"]);
    },
  ],

  [
    "a whole region that goes while one of its shards is worked on pages",
    async () => {
      const paged = await wellCluster();
      paged.announce({ shardId: 4, regionId: 1, durationMs: HOUR_MS });
      await paged.live(5, { isSilent: (shardId, regionId) => shardId === 4 && regionId === 1 });
      expect(paged.pages).toEqual([]);
      await paged.live(5, { isSilent: silent(1) });
      expect(paged.pages).toEqual(["TidaldbRegionInTrouble 1 at 11"]);
    },
  ],

  [
    "an outage that outlasts its window pages at its end, once",
    async () => {
      const paged = await wellCluster();
      paged.announce({ regionId: 1, durationMs: 20 * 60_000 });
      await paged.live(19.5, { isSilent: silent(1) });
      expect(paged.pages).toEqual([]);
      await paged.live(10, { isSilent: silent(1) });
      expect(paged.pages).toEqual(["TidaldbRegionInTrouble 1 at 25"]);
      await paged.live(5);
      expect([paged.pages.length, paged.openPages]).toEqual([1, 0]);
    },
  ],

  [
    "work that is ended while its region is still gone pages at once",
    async () => {
      const paged = await wellCluster();
      paged.announce({ regionId: 1, durationMs: HOUR_MS });
      await paged.live(10, { isSilent: silent(1) });
      paged.end();
      await paged.live(1, { isSilent: silent(1) });
      expect(paged.pages).toEqual(["TidaldbRegionInTrouble 1 at 15"]);
    },
  ],

  [
    "a program that renews its lease pages nobody, and pages within the lease when it dies",
    async () => {
      const paged = await wellCluster();
      const renew = (): void => {
        paged.announce({ regionId: 1, leaseMs: 120_000 });
      };
      await paged.live(30, { isSilent: silent(1) }, renew);
      expect(paged.pages).toEqual([]);
      await paged.live(4, { isSilent: silent(1) });
      expect(paged.pages).toEqual(["TidaldbRegionInTrouble 1 at 37"]);
    },
  ],

  [
    "a window that ends while the exporter is down has ended: one page, and none about the past",
    async () => {
      const paged = await wellCluster();
      paged.announce({ regionId: 1, durationMs: 10 * 60_000 });
      await paged.live(9, { isSilent: silent(1) });
      paged.restart(1.5);
      expect(paged.pages).toEqual([]);
      await paged.live(5, { isSilent: silent(1) });
      expect(paged.pages).toEqual([expect.stringMatching(/^TidaldbRegionInTrouble 1 at 1[67]$/)]);
    },
  ],

  [
    "a window that lasts survives a restart of the exporter",
    async () => {
      const paged = await wellCluster();
      paged.announce({ regionId: 1, durationMs: HOUR_MS });
      await paged.live(9, { isSilent: silent(1) });
      paged.restart(1.5);
      await paged.live(10, { isSilent: silent(1) });
      expect(paged.pages).toEqual([]);
    },
  ],

  [
    "work that is announced during a page does not say that it is over",
    async () => {
      const paged = await wellCluster();
      await paged.live(5, { isSilent: silent(1) });
      paged.announce({ regionId: 1, durationMs: HOUR_MS });
      await paged.live(10, { isSilent: silent(1) });
      expect([paged.pages.length, paged.openPages]).toEqual([1, 1]);
      await paged.live(5);
      expect([paged.pages.length, paged.openPages]).toEqual([1, 0]);
    },
  ],
];

test.each(someRows(BESIDE_THE_PLAN, 1))("%s", async (_, play) => {
  await play();
});
