import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { leaderOf, NatsControlPlanes } from "../support/programs/nats-control-planes";
import type { NatsExporter } from "../support/programs/nats-exporter";
import { NatsServers } from "../support/programs/nats-servers";
import { StopWatch } from "../support/programs/stop-watch";

const BUCKET = "tidaldb";
/**
 * Ten seconds after a leader is killed changes are kept again, of which its servers take four to nine by chance to elect another
 * one; twice that, since they begin anew when two stand for it at once.
 */
const WRITABLE_MS = 20_000;
/** A look of the store and the pauses of its connection, with room for a busy machine. */
const FOLLOW_MS = 10_000;
const REACHABLE = "tidaldb_exporter_store_reachable";
const STEP_TIMEOUT_MS = 90_000;

describeWithProgram("nats-server", "Three control planes on three NATS servers", () => {
  let servers: NatsServers;
  let planes: NatsControlPlanes;
  let exporters: readonly NatsExporter[];

  beforeAll(async () => {
    servers = await NatsServers.start({ count: 3 });
    const nats = { servers: servers.urls };
    const storage = { kind: "nats", path: "copy.json", bucket: BUCKET, replicas: 3 };
    planes = await NatsControlPlanes.start(Array.from({ length: 3 }, () => ({ nats, storage })));
    ({ exporters } = planes);
  }, STEP_TIMEOUT_MS);

  afterAll(async () => {
    await planes.stop();
    await servers.stop();
  });

  test(
    "what one changes, the others have soon; what was removed stays away everywhere",
    async () => {
      const [a, b, c] = exporters as readonly [NatsExporter, NatsExporter, NatsExporter];
      expect((await planes.put(a, 1, 0)).status).toBe(201);
      await planes.everybodyKnows(1, 0);
      expect((await planes.put(b, 1, 5)).status).toBe(200);
      await planes.everybodyKnows(1, 5);
      expect((await c.call("PUT", "/api/v1/tenants/7", { max_entities: 5 })).status).toBe(201);
      await eventually("the tenant is known everywhere", FOLLOW_MS, async () => {
        const { status } = await a.call("GET", "/api/v1/tenants/7");
        return status === 200 ? true : undefined;
      });
      expect((await planes.put(a, 2, 0)).status).toBe(201);
      await planes.everybodyKnows(2, 0);
      expect((await b.call("DELETE", "/api/v1/topology/shards/2")).status).toBe(204);
      await eventually("the shard is gone everywhere", FOLLOW_MS, async () =>
        (await planes.homeAt(c, 2)) === undefined ? true : undefined,
      );
      expect((await c.call("POST", "/api/v1/heartbeats", beatOf(2, 0))).text).toContain('"retired":1');
    },
    STEP_TIMEOUT_MS,
  );

  test(
    "of two writers of one shard one wins; the other is told what it lost to, or builds on it",
    async () => {
      const [a, b] = exporters as readonly [NatsExporter, NatsExporter];
      let lost = 0;
      for (let round = 0; round < 10; round += 1) {
        const [first, second] = await Promise.all([
          planes.put(a, 3, 2 * round),
          planes.put(b, 3, 2 * round + 1),
        ]);
        const statuses = [first.status, second.status];
        expect(statuses.some((status) => status < 300)).toBe(true);
        for (const { status, text } of [first, second]) {
          if (status < 300) continue;
          lost += 1;
          expect(status).toBe(409);
          expect(text).toMatch(/another change was first \(.*\): shard 3 is at home in region \d+ now/);
        }
        // Where both were kept, the later one holds.
        const kept = [2 * round, 2 * round + 1].filter((_, writer) => (statuses[writer] ?? 0) < 300);
        expect(kept).toContain(await planes.agreed(3));
      }
      expect(lost).toBeGreaterThan(0);
    },
    STEP_TIMEOUT_MS,
  );

  test(
    "the bucket's leader is killed: reading goes on, writing soon, and no region changes its state",
    async () => {
      const [a, b] = exporters as readonly [NatsExporter, NatsExporter];
      await planes.put(a, 4, 0);
      const before = await planes.transitions();
      const killed = await leaderOf(servers, BUCKET);
      await servers.kill(killed);
      const sinceKilled = new StopWatch();

      expect(await planes.homeAt(a, 4)).toBe(0);
      await eventually("a change is kept again", WRITABLE_MS, async () =>
        (await planes.put(b, 4, 1)).status === 200 ? true : undefined,
      );
      expect(sinceKilled.passedMs).toBeLessThan(WRITABLE_MS);
      sinceKilled.stop();
      await planes.everybodyKnows(4, 1);
      expect(await planes.transitions()).toBe(before);

      await servers.startOne(killed);
      await planes.everywhere(REACHABLE, 1);
    },
    STEP_TIMEOUT_MS,
  );

  test(
    "one that was away comes back: what left meanwhile stays away, and a heartbeat of an hour ago is none",
    async () => {
      const [a, , c] = exporters as readonly [NatsExporter, NatsExporter, NatsExporter];
      await planes.put(a, 7, 0);
      await planes.put(a, 8, 0);
      await planes.everybodyKnows(8, 0);
      const sentMs = Date.now();
      expect((await c.call("POST", "/api/v1/heartbeats", beatOf(7, 0, sentMs))).text).toContain(
        '"accepted":1',
      );
      await eventually("it is kept that this one was heard", FOLLOW_MS, async () => {
        const kept = (await c.metrics()).get("tidaldb_exporter_heard_kept_timestamp_seconds") ?? 0;
        return kept * 1000 > sentMs ? true : undefined;
      });
      await c.leave("SIGKILL");
      expect((await a.call("DELETE", "/api/v1/topology/shards/8")).status).toBe(204);
      await c.comeBack();

      expect((await c.call("POST", "/api/v1/heartbeats", beatOf(8, 0, sentMs))).text).toContain(
        '"retired":1',
      );
      const hourAgo = beatOf(7, 0, sentMs - 3_600_000);
      expect((await c.call("POST", "/api/v1/heartbeats", hourAgo)).text).toContain('"stale":1');
      const { text } = await c.call("POST", "/api/v1/heartbeats", beatOf(7, 0, sentMs + 1));
      expect(text).toContain('"accepted":1');
    },
    STEP_TIMEOUT_MS,
  );

  test(
    "all servers are gone: everything but changes goes on, also after a restart; back, all catch up by themselves",
    async () => {
      const [a, b] = exporters as readonly [NatsExporter, NatsExporter];
      await planes.put(a, 5, 3);
      await planes.everybodyKnows(5, 3);
      await servers.killAll();
      await planes.everywhere(REACHABLE, 0);

      const refused = await planes.put(a, 5, 4);
      expect(refused.status).toBe(503);
      expect(refused.text).toMatch(/the bucket tidaldb of NATS at .* cannot be reached/);
      const ready = await a.call("GET", "/-/ready");
      expect(ready).toEqual({
        status: 200,
        text: "tidaldb-exporter is ready.\nBut topology and tenants cannot be kept: see the log.\n",
      });
      await b.restart("SIGKILL");
      expect(await planes.homeAt(b, 5)).toBe(3);
      expect((await b.call("GET", "/-/ready")).status).toBe(200);
      expect((await b.call("POST", "/api/v1/heartbeats", beatOf(5, 3))).text).toContain('"accepted":1');
      await b.restart();
      expect(b.lines.join("\n")).toContain("what was heard before the start is remembered");

      await servers.startAll();
      await planes.everywhere(REACHABLE, 1);
      expect((await planes.put(a, 5, 6)).status).toBe(200);
      await planes.everybodyKnows(5, 6);
    },
    STEP_TIMEOUT_MS,
  );
});

/** A heartbeat of a replica; its stamp is of a moment at which nothing was heard yet unless one is given. */
function beatOf(shardId: number, regionId: number, sentMs = 1e-6): object {
  return {
    shard_id: shardId,
    region_id: regionId,
    last_heartbeat_ns: Math.round(sentMs * 1e6),
    entity_count: 0,
    signal_throughput_eps: 0,
    replication_lag: {},
    disk_bytes: 0,
  };
}
