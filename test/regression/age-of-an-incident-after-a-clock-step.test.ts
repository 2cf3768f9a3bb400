import { LivingCluster } from "../support/domain/living-cluster";
import { msToNs } from "../support/domain/domain-fixtures";

const HOUR_MS = 3_600_000;
const NS_PER_SECOND = 1_000_000_000;

/** A cluster of which one region has been silent for 40 s. */
function withSilentRegion(): LivingCluster {
  const cluster = new LivingCluster(3, 5);
  cluster.live(60_000);
  cluster.live(40_000, { isSilent: (_, regionId) => regionId === 1 });
  return cluster;
}

function ageSeconds(cluster: LivingCluster): number {
  const [incident] = cluster.incidents;
  return Number(cluster.time.wallNs - (incident?.startedNs ?? 0n)) / NS_PER_SECOND;
}

function regionAgeSeconds(cluster: LivingCluster): number {
  return Number(cluster.time.wallNs - (cluster.region(1)?.sinceNs ?? 0n)) / NS_PER_SECOND;
}

describe("an open incident showed a step of the wall clock as its age, and paged for it at once, or not at all", () => {
  test.each([
    ["forward by an hour", HOUR_MS],
    ["back by an hour", -HOUR_MS],
    ["forward by ten seconds", 10_000],
  ])("a clock set %s changes no age", (_, stepMs) => {
    const cluster = withSilentRegion();
    const [beforeSeconds, regionBeforeSeconds] = [ageSeconds(cluster), regionAgeSeconds(cluster)];
    cluster.time.set({ wallNs: cluster.time.wallNs + msToNs(stepMs) });
    expect(ageSeconds(cluster)).toBe(beforeSeconds);
    expect(regionAgeSeconds(cluster)).toBe(regionBeforeSeconds);
    cluster.live(10_000, { isSilent: (__, regionId) => regionId === 1 });
    expect(ageSeconds(cluster)).toBe(beforeSeconds + 10);
  });

  test("a process that stood still moves no start: both clocks went on, and what is still broken was broken meanwhile", () => {
    const cluster = withSilentRegion();
    const startedNs = cluster.incidents[0]?.startedNs;
    const sinceNs = cluster.region(1)?.sinceNs;
    cluster.time.advance(HOUR_MS);
    cluster.live(3_000, { isSilent: (_, regionId) => regionId === 1 });
    expect([cluster.incidents[0]?.startedNs, cluster.region(1)?.sinceNs]).toEqual([startedNs, sinceNs]);
  });

  test("a clock that is being set slowly moves no start", () => {
    const cluster = withSilentRegion();
    const startedNs = cluster.incidents[0]?.startedNs;
    for (let second = 0; second < 60; second++) {
      cluster.live(1_000, { isSilent: (_, regionId) => regionId === 1 });
      cluster.time.set({ wallNs: cluster.time.wallNs + msToNs(1) });
    }
    expect(cluster.incidents[0]?.startedNs).toBe(startedNs);
  });

  test("the incident that ends says how long it was, whatever the clock did meanwhile", () => {
    const cluster = withSilentRegion();
    cluster.time.set({ wallNs: cluster.time.wallNs + msToNs(HOUR_MS) });
    cluster.live(60_000);
    const ended = cluster.changes.find(({ kind }) => kind === "ended");
    const seconds = Number((ended?.atNs ?? 0n) - (ended?.incident.startedNs ?? 0n)) / NS_PER_SECOND;
    expect(seconds).toBeGreaterThan(40);
    expect(seconds).toBeLessThan(120);
  });
});
