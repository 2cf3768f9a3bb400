import type { NatsConnection } from "@nats-io/transport-node";
import { loadNatsPackages } from "../../src/nats/nats-packages";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { NatsExporter } from "../support/programs/nats-exporter";
import { NatsServers } from "../support/programs/nats-servers";

const SOON_MS = 10_000;
const TAKEN = 'tidaldb_exporter_heartbeats_total{result="accepted"}';

/** @param sentNs - tells it from others of the same replica. */
function heartbeat(shardId: number, regionId: number, sentNs: number): object {
  return {
    shard_id: shardId,
    region_id: regionId,
    entity_count: 1,
    signal_throughput_eps: 1,
    replication_lag: {},
    disk_bytes: 1,
    last_heartbeat_ns: sentNs,
  };
}

describeWithProgram("nats-server", "Heartbeats over NATS", () => {
  let servers: NatsServers;
  let exporters: readonly NatsExporter[];
  let sender: NatsConnection;

  beforeAll(async () => {
    servers = await NatsServers.start();
    const config = { cluster: { name: "eu.prod" }, nats: { servers: servers.urls, heartbeats: true } };
    exporters = [await NatsExporter.start(config), await NatsExporter.start(config)];
    sender = await loadNatsPackages().transport.connect({ servers: [...servers.urls] });
    for (const exporter of exporters) await connected(exporter, 1);
  });

  afterAll(async () => {
    await sender.close();
    await Promise.all(exporters.map((exporter) => exporter.stop()));
    await servers.stop();
  });

  async function connected(exporter: NatsExporter, value: number): Promise<void> {
    await reaches(exporter, "tidaldb_exporter_nats_connected", value);
  }

  async function reaches(exporter: NatsExporter, metric: string, value: number): Promise<void> {
    await eventually(`${metric} is ${value}`, SOON_MS, async () =>
      (await exporter.metrics()).get(metric) === value ? true : undefined,
    );
  }

  test("what was posted to one is known to all, and passed on once", async () => {
    const [a, b] = exporters as readonly [NatsExporter, NatsExporter];
    const seen: string[] = [];
    const spy = sender.subscribe("tidaldb.>", {
      callback: (_, { subject, data }) => {
        seen.push(`${subject} ${Buffer.from(data).toString()}`);
      },
    });
    await sender.flush();
    const batch = [heartbeat(1, 0, 1), { shard_id: "no heartbeat" }, heartbeat(2, 0, 1)];

    const answer = await a.call("POST", "/api/v1/heartbeats", batch);
    expect(answer.text).toContain('"accepted":2');
    await reaches(b, TAKEN, 2);

    await sender.flush();
    spy.unsubscribe();
    const passedOn = JSON.stringify([heartbeat(1, 0, 1), heartbeat(2, 0, 1)]);
    expect(seen).toEqual([`tidaldb.eu=2Eprod.heartbeat.all.all ${passedOn}`]);
    expect((await a.metrics()).get('tidaldb_exporter_nats_heartbeats_passed_on_total{result="sent"}')).toBe(
      2,
    );
  });

  test("one that is published, and posted to each as well, counts once everywhere", async () => {
    const [a, b] = exporters as readonly [NatsExporter, NatsExporter];
    const beat = heartbeat(3, 1, 5);
    sender.publish("tidaldb.eu=2Eprod.heartbeat.1.3", JSON.stringify(beat));
    for (const exporter of [a, b]) {
      await reaches(exporter, TAKEN, 3);
      await exporter.call("POST", "/api/v1/heartbeats", beat);
    }
    sender.publish("tidaldb.eu=2Eprod.heartbeat.1.3", JSON.stringify(beat));

    for (const exporter of [a, b]) {
      await eventually("the second copy came", SOON_MS, async () => {
        const stale = (await exporter.metrics()).get(
          'tidaldb_exporter_nats_heartbeats_total{result="stale"}',
        );
        return stale === 1 ? true : undefined;
      });
      const metrics = await exporter.metrics();
      expect(metrics.get(TAKEN)).toBe(3);
      expect(metrics.get('tidaldb_exporter_heartbeats_total{result="rejected"}')).toBe(
        exporter === a ? 1 : 0,
      );
    }
  });

  test("nobody speaks for another replica than his subject's", async () => {
    const [, b] = exporters as readonly [NatsExporter, NatsExporter];
    sender.publish("tidaldb.eu=2Eprod.heartbeat.1.3", JSON.stringify(heartbeat(9, 2, 5)));

    await reaches(b, 'tidaldb_exporter_nats_heartbeats_total{result="rejected"}', 1);
    expect((await b.metrics()).get(TAKEN)).toBe(3);
  });

  test("NATS gone: HTTP goes on and what the others miss is counted; back: they get the next one", async () => {
    const [a, b] = exporters as readonly [NatsExporter, NatsExporter];
    await servers.killAll();
    for (const exporter of exporters) await connected(exporter, 0);
    expect((await a.call("POST", "/api/v1/heartbeats", heartbeat(1, 0, 10))).text).toContain('"accepted":1');
    await reaches(a, 'tidaldb_exporter_nats_heartbeats_passed_on_total{result="lost"}', 1);

    await servers.startAll();
    for (const exporter of exporters) await connected(exporter, 1);
    await a.call("POST", "/api/v1/heartbeats", heartbeat(1, 0, 20));
    await reaches(b, TAKEN, 4);
  });
});
