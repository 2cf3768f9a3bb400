import { setImmediate as nextTurn } from "node:timers/promises";
import { ControlPlane } from "../../../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../../../src/domain/lag/replication-lag-gauge";
import { Topology } from "../../../../src/domain/membership/topology";
import { TenantRouter } from "../../../../src/domain/placement/tenant-router";
import { HeartbeatInlet } from "../../../../src/nats/heartbeats/heartbeat-inlet";
import { printJson } from "../../../../src/wire/json/json";
import { shardStatsToWire } from "../../../../src/wire/shapes/shard-stats";
import { fakeClock, shardStats, START_NS } from "../../../support/domain/domain-fixtures";

const LIMITS = { maxBodyBytes: 100_000, maxBatch: 3, maxLineBytes: 1_000 };

function beat(shardId: number, regionId: number, sent = 0n): string {
  return printJson(shardStatsToWire(shardStats({ shardId, regionId, lastHeartbeatNs: START_NS + sent })));
}

describe("Heartbeats that come as messages", () => {
  function setUp() {
    const topology = new Topology([]);
    const { clock } = fakeClock();
    const plane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
      clock,
    });
    const refused: string[] = [];
    const inlet = new HeartbeatInlet(
      plane,
      () => LIMITS,
      (limit, count) => refused.push(`${limit} ${count}`),
    );
    const take = async (where: string, text: string | Uint8Array, isNdjson = false): Promise<void> => {
      inlet.take({ subject: `tidaldb.c.heartbeat.${where}`, body: Buffer.from(text), isNdjson });
      await nextTurn();
      await nextTurn();
    };
    return { plane, inlet, refused, take };
  }

  test.each([
    ["one, under its own subject", "1.7", beat(7, 1), { accepted: 1, rejected: 0 }],
    ["a batch of a region", "1.all", `[${beat(7, 1)},${beat(8, 1)}]`, { accepted: 2, rejected: 0 }],
    ["a batch of any", "all.all", `[${beat(7, 1)},${beat(8, 2)}]`, { accepted: 2, rejected: 0 }],
    ["an empty batch", "all.all", "[]", { accepted: 0, rejected: 0 }],
    ["another region's", "1.all", `[${beat(7, 1)},${beat(8, 2)}]`, { accepted: 1, rejected: 1 }],
    ["another shard's", "1.7", beat(8, 1), { accepted: 0, rejected: 1 }],
    ["no region and shard in the subject", "us-east.7", beat(7, 1), { accepted: 0, rejected: 1 }],
    ["nothing", "1.7", "", { accepted: 0, rejected: 1 }],
    ["no JSON", "1.7", "\u0000\u0001", { accepted: 0, rejected: 1 }],
    [
      "one that is no heartbeat beside one that is",
      "all.all",
      `[{},${beat(7, 1)}]`,
      { accepted: 1, rejected: 1 },
    ],
    ["one that breaks off", "1.7", beat(7, 1).slice(0, -9), { accepted: 0, rejected: 1 }],
  ])("%s: %s", async (_, where, text, expected) => {
    const { plane, inlet, take } = setUp();

    await take(where, text);

    expect(inlet.counts).toMatchObject(expected);
    expect(plane.totals().heartbeats).toMatchObject(expected);
  });

  test("may be one a line", async () => {
    const { inlet, take } = setUp();

    await take("all.all", `${beat(7, 1)}\n${beat(8, 2)}\n`, true);

    expect(inlet.counts.accepted).toBe(2);
  });

  test("one that came another way before counts once, and is nobody's mistake", async () => {
    const { plane, inlet, take } = setUp();
    plane.recordShardHeartbeat(shardStats({ shardId: 7, regionId: 1 }));

    await take("1.7", beat(7, 1));
    await take("all.all", `[${beat(7, 1)}]`);

    expect(inlet.counts).toEqual({ accepted: 0, stale: 2, retired: 0, rejected: 0 });
    expect(plane.totals().heartbeats).toEqual({ accepted: 1, stale: 0, retired: 0, rejected: 0 });
  });

  test("the limits are those of requests, and what they refuse is told", async () => {
    const { inlet, refused, take } = setUp();

    await take("all.all", `[${[1, 2, 3, 4].map((shard) => beat(shard, 1)).join()}]`);
    await take("1.7", `{"x":"${"x".repeat(2_000)}"}`);
    await take("1.7", Buffer.alloc(LIMITS.maxBodyBytes + 1, 0x20));

    expect(refused).toEqual(["batch_length 1", "heartbeat_size 1", "body_size 1"]);
    expect(inlet.counts).toMatchObject({ accepted: 3, rejected: 3 });
  });

  test("what waits is bounded: the rest is dropped and counted, and the others are taken", async () => {
    const { inlet } = setUp();
    const body = Buffer.from(beat(7, 1));
    for (let message = 0; message < 50_010; message += 1) {
      inlet.take({ subject: "tidaldb.c.heartbeat.1.7", body, isNdjson: false });
    }

    expect(inlet.dropped).toBe(10);
    while (inlet.counts.accepted + inlet.counts.stale < 50_000) await nextTurn();
    inlet.take({ subject: "tidaldb.c.heartbeat.1.7", body, isNdjson: false });
    expect(inlet.dropped).toBe(10);
    inlet.close();
  });
});
