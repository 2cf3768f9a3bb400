import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { leaderOf, NatsControlPlanes } from "../support/programs/nats-control-planes";
import type { NatsExporter } from "../support/programs/nats-exporter";
import { NatsServers } from "../support/programs/nats-servers";
import { StopWatch } from "../support/programs/stop-watch";
import { SteadyUse } from "../support/programs/steady-use";

const BUCKET = "tidaldb";
/** Ten seconds after a leader is gone changes are kept again; thrice that where the machine does much else, or a try is answered late. */
const WRITABLE_MS = 30_000;
/** A change is answered within this, whoever else waits: a client waits for 30 s, as for a request to arrive. */
const ANSWER_MS = 25_000;
/** A region that is not heard for so long is Offline. */
const OFFLINE_MS = 10_000;
/** Long enough that whatever is not heard meanwhile is Offline. */
const FROZEN_MS = OFFLINE_MS + 3_000;
const STEP_TIMEOUT_MS = 120_000;
const REACHABLE = "tidaldb_exporter_store_reachable";
const REGIONS = { 0: "over-http", 1: "over-nats" };

/** What a change came to. */
interface Changed {
  readonly home: number;
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
}

/** Said by a change whose answer was lost: it may be kept later, and then the change after it was made on what is no longer so. */
const NOT_KNOWN = "is not known";

/** Kept, or refused in a way that was promised: nobody can be asked, or an earlier one of these was kept late. */
function isPromised({ status, text }: Changed, all: readonly Changed[]): boolean {
  if (status !== 409) return status < 300 || status === 503;
  const late = all.filter((each) => each.status === 503 && each.text.includes(NOT_KNOWN));
  return late.some(({ home }) => text.includes(`in region ${home} now`));
}

describeWithProgram("nats-server", "NATS servers that stand still", () => {
  let servers: NatsServers;
  let planes: NatsControlPlanes;
  let use: SteadyUse;
  let home = 1;

  beforeAll(async () => {
    servers = await NatsServers.start({ count: 3 });
    // Each begins at another server, so that one of them is at the one that stands still.
    planes = await NatsControlPlanes.start(
      [0, 1, 2].map(() => ({
        cluster: { regions: REGIONS },
        health: { offline_after: `${OFFLINE_MS}ms` },
        nats: { servers: servers.urls, heartbeats: true },
        storage: { kind: "nats", path: "copy.json", bucket: BUCKET, replicas: 3 },
      })),
    );
    const [first, ...others] = planes.exporters as [NatsExporter, ...NatsExporter[]];
    await first.call("PUT", "/api/v1/topology/shards/100", { region_id: 0 });
    await first.call("PUT", "/api/v1/topology/shards/101", { region_id: 1 });
    await planes.everybodyKnows(101, 1);
    use = new SteadyUse(planes.exporters, [
      { shardId: 100, regionId: 0, to: [first, ...others] },
      { shardId: 101, regionId: 1, to: [first] },
    ]);
    for (const region of Object.values(REGIONS)) {
      await planes.everywhere(`tidaldb_region_health{region="${region}",state="healthy"}`, 1);
    }
  }, STEP_TIMEOUT_MS);

  afterAll(async () => {
    await use.stop();
    await planes.stop();
    await servers.stop();
  });

  async function change(exporter: NatsExporter, shardId: number): Promise<Changed> {
    home += 1;
    const asked = home;
    const watch = new StopWatch();
    const answer = await planes.put(exporter, shardId, asked).finally(() => {
      watch.stop();
    });
    return { home: asked, ...answer, tookMs: watch.passedMs };
  }

  /** Changes until one is kept. */
  async function changesUntilKept(exporter: NatsExporter, shardId: number): Promise<readonly Changed[]> {
    const changes: Changed[] = [];
    await eventually("a change is kept", 3 * WRITABLE_MS, async () => {
      const changed = await change(exporter, shardId);
      changes.push(changed);
      return changed.status < 300 ? true : undefined;
    });
    return changes;
  }

  /** Of the regions that are heard. */
  async function transitions(): Promise<number> {
    return (await planes.transitions("over-http")) + (await planes.transitions("over-nats"));
  }

  function pass(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
  }

  test.each(["leader", "follower"] as const)(
    "the %s of the bucket: reading goes on, writing soon, no region changes its state",
    async (who) => {
      const { exporters } = planes;
      const leader = await leaderOf(servers, BUCKET);
      const frozen = who === "leader" ? leader : (leader + 1) % 3;
      const before = await transitions();
      servers.freeze(frozen);
      const frozenAt = performance.now();

      const changed = await Promise.all(
        exporters.map(async (exporter, index) => {
          const changes = await changesUntilKept(exporter, 1 + index);
          return { changes, afterMs: performance.now() - frozenAt };
        }),
      );
      for (const { changes, afterMs } of changed) {
        expect(afterMs).toBeLessThan(WRITABLE_MS);
        expect(changes.filter((each) => !isPromised(each, changes))).toEqual([]);
      }
      await pass(FROZEN_MS - (performance.now() - frozenAt));
      servers.thaw(frozen);

      for (const [index, { changes }] of changed.entries()) {
        await planes.everybodyKnows(1 + index, changes.at(-1)?.home ?? -1);
      }
      await planes.everywhere(REACHABLE, 1);
      expect(await transitions()).toBe(before);
      expect(use.troubles).toEqual([]);
    },
    STEP_TIMEOUT_MS,
  );

  test(
    "two, so that nobody leads: changes are answered in time, however many wait",
    async () => {
      const [a, b, c] = planes.exporters as readonly [NatsExporter, NatsExporter, NatsExporter];
      const leader = await leaderOf(servers, BUCKET);
      const frozen = [leader, (leader + 1) % 3];
      for (const index of frozen) servers.freeze(index);
      const frozenAt = performance.now();

      while (performance.now() - frozenAt < FROZEN_MS) {
        const changes = await Promise.all([
          ...[b, c].map((exporter) => change(exporter, 1)),
          ...Array.from({ length: 8 }, () => change(a, 2)),
        ]);
        for (const { status, tookMs } of changes) {
          expect(status).toBe(503);
          expect(tookMs).toBeLessThan(ANSWER_MS);
        }
      }
      for (const index of frozen) servers.thaw(index);

      await planes.everywhere(REACHABLE, 1);
      const after = (await changesUntilKept(b, 1)).at(-1)?.home ?? -1;
      await planes.everybodyKnows(1, after);
      expect(use.troubles).toEqual([]);
    },
    STEP_TIMEOUT_MS,
  );

  test(
    "all: everything but changes goes on; these are answered, with the reason; thawed, all catch up by themselves",
    async () => {
      const [a, b, c] = planes.exporters as readonly [NatsExporter, NatsExporter, NatsExporter];
      const kept = (await changesUntilKept(a, 1)).at(-1)?.home ?? -1;
      await planes.everybodyKnows(1, kept);
      const before = await planes.transitions("over-http");
      for (const index of [0, 1, 2]) servers.freeze(index);
      const frozenAt = performance.now();

      // Somebody at each, and a script that does not wait for its answers.
      const changes = await Promise.all([
        ...[b, c].map((exporter) => change(exporter, 1)),
        ...Array.from({ length: 8 }, () => change(a, 2)),
      ]);
      for (const { status, text, tookMs } of changes) {
        expect(status).toBe(503);
        expect(text).toMatch(/the bucket tidaldb of NATS at .*|waited/);
        expect(tookMs).toBeLessThan(ANSWER_MS);
      }
      await planes.everywhere(REACHABLE, 0);
      const [late] = await Promise.all([change(a, 1), pass(FROZEN_MS - (performance.now() - frozenAt))]);
      expect(late.status).toBe(503);
      expect(late.text).toContain("nothing was changed");
      expect(late.tookMs).toBeLessThan(2_000);
      for (const index of [0, 1, 2]) servers.thaw(index);

      await planes.everywhere(REACHABLE, 1);
      // One whose answer was lost may have been kept, and says so.
      const possible = changes.filter(({ text }) => text.includes(NOT_KNOWN)).map((each) => each.home);
      expect([kept, ...possible]).toContain(await planes.agreed(1));
      const after = (await changesUntilKept(c, 1)).at(-1)?.home ?? -1;
      await planes.everybodyKnows(1, after);
      expect(await planes.transitions("over-http")).toBe(before);
      expect(use.troubles).toEqual([]);
      expect(use.reads).toBeGreaterThan(0);
    },
    STEP_TIMEOUT_MS,
  );
});
