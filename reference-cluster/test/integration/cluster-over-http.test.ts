import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { defaultClusterSettings } from "../support/default-cluster-settings";
import { ReferenceCluster } from "../../cluster/reference-cluster";
import { controlRoutes } from "../../control/control-routes";
import { ControlServer } from "../../control/control-server";
import { FaultBoard } from "../../faults/fault-board";
import { FAULTS } from "../../faults/fault-catalogue";
import { HttpExporterClient } from "../../heartbeats/http-exporter-client";
import { OperationBoard } from "../../operations/operation-board";
import { OPERATIONS } from "../../operations/operation-catalogue";
import { SystemScheduler } from "../../system-scheduler";
import { eventually } from "../../../test/support/programs/eventually";
import { StubExporter } from "./stub-exporter";

const DEADLINE_MS = 20_000;

let directory: string;
let exporter: StubExporter;
let cluster: ReferenceCluster;
let faults: FaultBoard;
let operations: OperationBoard;
let control: ControlServer;
let url: URL;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "reference-cluster-test-"));
  exporter = await StubExporter.start();
  const log = pino({ level: "silent" });
  const scheduler = new SystemScheduler();
  const client = new HttpExporterClient({ url: exporter.url, timeoutMs: 5_000 });
  const settings = { ...defaultClusterSettings(directory), heartbeatIntervalMs: 300 };
  cluster = new ReferenceCluster(settings, { scheduler, exporter: client, log });
  faults = new FaultBoard(cluster, scheduler, log);
  operations = new OperationBoard({ cluster, scheduler, exporter: client, log });
  control = new ControlServer(controlRoutes(cluster, faults, operations), log);
  url = await control.listen({ host: "127.0.0.1", port: 0 });
  cluster.start();
});

afterEach(async () => {
  await faults.clearAll();
});

afterAll(async () => {
  faults.stop();
  operations.stop();
  cluster.stop();
  await control.close();
  await exporter.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function ask(method: string, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(path, url), { method, headers });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    type,
    text,
    json: (type.includes("json") ? JSON.parse(text) : {}) as never,
  };
}

describe("a cluster on real time, disk and sockets", () => {
  test("sends heartbeats of every replica that the exporter's own reader accepts, all of them", async () => {
    await eventually("every replica has been heard with signals in it", DEADLINE_MS, () => {
      const heard = exporter.heartbeats.filter(({ signalsTotal }) => (signalsTotal ?? 0n) > 0n);
      return new Set(heard.map(({ shardId, regionId }) => `${shardId}/${regionId}`)).size === 45 || undefined;
    });
    expect(exporter.refusals).toEqual([]);
    const leaders = exporter.heartbeats.filter(({ role }) => role === "leader");
    expect(new Set(leaders.map(({ shardId }) => shardId)).size).toBe(15);
    expect(leaders.every(({ leaderSeqno }) => leaderSeqno !== undefined)).toBe(true);
  });

  test("says on its index which faults there are, with a line for the shell for each", async () => {
    const { status, type, text } = await ask("GET", "/");
    expect([status, type]).toEqual([200, "text/plain; charset=utf-8"]);
    for (const { name } of FAULTS) expect(text).toContain(`curl -X POST '${url.origin}/faults/${name}?`);
    for (const { name } of OPERATIONS)
      expect(text).toContain(`curl -X POST '${url.origin}/operations/${name}?`);
  });

  test("tells its whole status", async () => {
    const { status, json } = await ask("GET", "/status");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      faults: [],
      regions: [{ name: "us-east", running_replicas: 15 }, { name: "eu-west" }, { name: "ap-south" }],
    });
    const { shards } = json as { shards: { home: string; replicas: { region: string; role: string }[] }[] };
    expect(shards).toHaveLength(15);
    for (const { home, replicas } of shards) {
      expect(replicas.filter(({ role }) => role === "leader").map(({ region }) => region)).toEqual([home]);
    }
  });

  test("takes a fault by POST, lists it, and ends it by DELETE", async () => {
    const started = await ask("POST", "/faults/kill-region?region=eu-west&duration=60s");
    expect([started.status, started.json]).toMatchObject([
      201,
      { name: "kill-region", ends_after_ms: 60_000 },
    ]);
    const { id } = started.json as { id: string };
    expect(cluster.fleet.inRegion(1)).toEqual([]);
    expect((await ask("GET", "/faults")).json).toMatchObject({ active: [{ id }] });
    expect((await ask("GET", "/")).text).toContain(`${id}  for 60 s`);
    expect((await ask("DELETE", `/faults/${id}`)).status).toBe(200);
    expect(cluster.fleet.inRegion(1)).toHaveLength(15);
    expect((await ask("DELETE", `/faults/${id}`)).status).toBe(404);
  });

  test("ends all faults by one DELETE", async () => {
    await ask("POST", "/faults/stop-shipper?shard=1");
    await ask("POST", "/faults/lose-heartbeats?region=0");
    expect((await ask("DELETE", "/faults")).json).toMatchObject({
      cleared: [{ name: "stop-shipper" }, { name: "lose-heartbeats" }],
    });
  });

  test("moves a shard's home and tells the exporter", async () => {
    const { status, json } = await ask("POST", "/faults/move-home?shard=0&region=eu-west");
    expect([status, json]).toMatchObject([
      201,
      { outcome: { caught_up: true, to: "eu-west", exporter: { result: "updated" } } },
    ]);
    expect(exporter.requests.filter(({ path }) => path.startsWith("/api/v1/topology/"))).toMatchObject([
      { method: "PUT", path: "/api/v1/topology/shards/0", body: '{"shard_id":0,"region_id":1}' },
    ]);
  });

  test("takes a planned operation by POST, announces it, lists it, and cancels it by DELETE", async () => {
    const started = await ask("POST", "/operations/rolling-upgrade?version=2.0.0&region=ap-south&down=1h");
    expect([started.status, started.json]).toMatchObject([
      201,
      { name: "rolling-upgrade", version: "2.0.0", nodes: [{ region: "ap-south", state: "Pending" }] },
    ]);
    const { id } = started.json as { id: string };
    const put = await eventually("work is announced", DEADLINE_MS, () =>
      exporter.requests.find(({ path }) => path.startsWith("/api/v1/maintenance/")),
    );
    expect([put.method, put.path]).toEqual([
      "PUT",
      `/api/v1/maintenance/${id}.region-2.draining?lease=60000ms`,
    ]);
    expect(JSON.parse(put.body)).toMatchObject({ region_id: 2, by: "reference-cluster" });
    expect((await ask("GET", "/operations")).json).toMatchObject({ operations: [{ id, over: false }] });
    expect((await ask("GET", "/")).text).toContain(`${id}  goes on`);
    expect((await ask("DELETE", `/operations/${id}`)).json).toMatchObject({ nodes: [{ state: "Failed" }] });
    await eventually("the work has ended", DEADLINE_MS, () =>
      exporter.requests.find(({ method }) => method === "DELETE"),
    );
    await eventually("the cluster is as before", DEADLINE_MS, () =>
      operations.operations[0]?.isOver === true ? true : undefined,
    );
  });

  test.each([
    ["POST", "/operations/rolling-upgrade?version=2&region=mars", 400, "region: expected one of the regions"],
    ["POST", "/operations/shrink", 404, "rolling-upgrade"],
    ["DELETE", "/operations/upgrade-1", 404, "upgrade-1"],
    ["POST", "/faults/kill-region?region=mars", 400, "region: expected one of the regions us-east"],
    ["POST", "/faults/kill-region?region=0&region=1", 400, "region: expected one value"],
    ["POST", "/faults/kill-planet", 404, "kill-region"],
    ["POST", "/faults/two-leaders?shard=0&region=us-east", 409, "is led in that region"],
    ["DELETE", "/faults/kill-region-99", 404, "kill-region-99"],
    ["GET", "/fault", 404, "GET /faults"],
    ["GET", "/faults/kill-region", 405, "expected POST, DELETE"],
    ["PUT", "/status", 405, "expected GET"],
  ])("answers %s %s with a problem (%i)", async (method, path, status, detail) => {
    const answer = await ask(method, path);
    expect([answer.status, answer.type]).toEqual([status, "application/problem+json"]);
    expect(answer.json).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
  });

  test("refuses what a web page sends from another place", async () => {
    const { status } = await ask("POST", "/faults/kill-region?region=0", { origin: "http://example.org" });
    expect(status).toBe(403);
    expect(faults.active).toEqual([]);
    expect((await ask("GET", "/faults", { origin: url.origin })).status).toBe(200);
  });

  test("names the address when it is taken", async () => {
    const second = new ControlServer([], pino({ level: "silent" }));
    await expect(second.listen({ host: "127.0.0.1", port: Number(url.port) })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${url.port}`,
    );
  });
});
