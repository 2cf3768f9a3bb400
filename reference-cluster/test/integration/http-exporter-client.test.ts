import { HttpExporterClient } from "../../heartbeats/http-exporter-client";
import { StubExporter } from "./stub-exporter";

const HEARTBEAT =
  '{"shard_id":1,"region_id":0,"entity_count":1,"signal_throughput_eps":0,"replication_lag":{},"disk_bytes":0,"last_heartbeat_ns":1}';

let exporter: StubExporter;
const clients: HttpExporterClient[] = [];

function client(settings: { url?: URL; bearerToken?: string; timeoutMs?: number } = {}): HttpExporterClient {
  const made = new HttpExporterClient({ url: exporter.url, timeoutMs: 5_000, ...settings });
  clients.push(made);
  return made;
}

beforeEach(async () => {
  exporter = await StubExporter.start();
});

afterEach(async () => {
  for (const made of clients.splice(0)) made.close();
  await exporter.stop();
});

describe("the exporter's client", () => {
  test("posts heartbeats and reads the report", async () => {
    expect(await client().postHeartbeats(HEARTBEAT, "application/json")).toEqual({
      ok: true,
      accepted: 1,
      stale: 0,
      retired: 0,
      rejected: 0,
    });
    expect(exporter.requests).toMatchObject([
      {
        method: "POST",
        path: "/api/v1/heartbeats",
        headers: { "content-type": "application/json" },
        body: HEARTBEAT,
      },
    ]);
  });

  test("counts what the exporter rejects", async () => {
    const rejected = [{ index: 0, field: "shard_id", message: "no" }];
    exporter.answer = { status: 202, body: JSON.stringify({ accepted: 2, stale: 1, retired: 3, rejected }) };
    expect(await client().postHeartbeats("[]", "application/json")).toEqual({
      ok: true,
      accepted: 2,
      stale: 1,
      retired: 3,
      rejected: 1,
    });
  });

  test("sends the bearer token when it has one", async () => {
    await client({ bearerToken: "s3cret" }).postHeartbeats(HEARTBEAT, "application/json");
    await client().postHeartbeats(HEARTBEAT, "application/json");
    expect(exporter.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer s3cret",
      undefined,
    ]);
  });

  test("keeps a path prefix of the exporter's address", async () => {
    await client({ url: new URL("/tidaldb", exporter.url) }).putShard(3, 1);
    expect(exporter.requests).toMatchObject([
      { method: "PUT", path: "/tidaldb/api/v1/topology/shards/3", body: '{"shard_id":3,"region_id":1}' },
    ]);
  });

  test.each([
    [{ status: 400, body: '{"title":"Bad","detail":"no JSON"}' }, "the exporter answers 400: no JSON"],
    [{ status: 503, body: "<html>" }, "the exporter answers 503"],
    [{ status: 202, body: "{}" }, "is no heartbeat report"],
    [{ status: 302, body: "" }, "the exporter answers 302"],
  ])("says what is wrong when the answer is %p", async (answer, message) => {
    exporter.answer = answer;
    const result = await client().postHeartbeats(HEARTBEAT, "application/json");
    expect(result).toEqual({ ok: false, message: expect.stringContaining(message) as string });
  });

  test("says the same each time that the exporter is away", async () => {
    const away = client();
    await exporter.stop();
    const first = await away.postHeartbeats(HEARTBEAT, "application/json");
    expect(first).toEqual({ ok: false, message: expect.stringContaining("ECONNREFUSED") as string });
    expect(await away.postHeartbeats(HEARTBEAT, "application/json")).toEqual(first);
    exporter = await StubExporter.start();
  });

  test("does not wait for an answer for ever", async () => {
    exporter.answer = "silence";
    const result = await client({ timeoutMs: 50 }).postHeartbeats(HEARTBEAT, "application/json");
    expect(result).toEqual({ ok: false, message: expect.stringContaining("no answer in time") as string });
  });

  test("gives up what is under way when it is closed", async () => {
    exporter.answer = "silence";
    const closing = client();
    const pending = closing.postHeartbeats(HEARTBEAT, "application/json");
    closing.close();
    expect(await pending).toMatchObject({ ok: false });
    expect(await closing.putShard(1, 1)).toEqual({ result: "failed", message: "the cluster is stopping" });
  });

  test.each([
    [{ status: 201, body: "{}" }, "updated"],
    [
      { status: 409, body: '{"detail":"the topology is kept in the configuration"}' },
      "kept in configuration",
    ],
    [{ status: 401, body: "" }, "failed"],
  ])("tells what became of a shard's new home (%p)", async (answer, result) => {
    exporter.answer = answer;
    expect(await client().putShard(3, 1)).toMatchObject({ result });
  });

  const WORK = { id: "drain", regionId: 1, reason: "disks", untilNs: 5n, leaseMs: 60_000 };

  test("announces planned work with its lease, and ends it", async () => {
    const announcing = client();
    expect(await announcing.announceWork(WORK)).toEqual({ result: "done" });
    expect(await announcing.endWork("drain")).toEqual({ result: "done" });
    expect(exporter.requests).toMatchObject([
      {
        method: "PUT",
        path: "/api/v1/maintenance/drain?lease=60000ms",
        body: '{"region_id":1,"by":"reference-cluster","reason":"disks","until_ns":5}',
      },
      { method: "DELETE", path: "/api/v1/maintenance/drain", body: "" },
    ]);
  });

  test.each([
    [{ status: 409, body: '{"detail":"its time is over"}' }, "refused", "refused"],
    [{ status: 503, body: "" }, "failed", "failed"],
    [{ status: 429, body: "" }, "failed", "failed"],
    [{ status: 404, body: "" }, "refused", "done"],
  ])("tells what became of planned work (%p)", async (answer, announced, ended) => {
    exporter.answer = answer;
    expect(await client().announceWork(WORK)).toMatchObject({ result: announced });
    expect(await client().endWork("drain")).toMatchObject({ result: ended });
  });
});
