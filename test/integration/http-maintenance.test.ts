import { send, sendJson } from "../support/http/http-client";
import type { TestResponse } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp({ settings: { maxMaintenanceWindows: 2 } });
});

afterEach(async () => {
  await http.close();
});

const PATH = "/api/v1/maintenance/drain-eu";
const WORK = { region_id: 1, by: "alice", reason: "kernel upgrade", duration_ms: 3_600_000 };
const NS_PER_MS = 1_000_000n;

function call(method: string, path: string): Promise<TestResponse> {
  return send(http.port, { method, path });
}

function put(path: string, value: unknown): Promise<TestResponse> {
  return sendJson(http.port, "PUT", path, value);
}

function nowMs(): number {
  return Number(http.controlPlane.now().wallNs / NS_PER_MS);
}

describe("planned work", () => {
  test("is announced, shown, and ended", async () => {
    const announced = await put(PATH, WORK);
    expect(announced.status).toBe(201);
    expect(announced.json()).toMatchObject({ id: "drain-eu", region_id: 1, by: "alice", state: "active" });
    const { until_ns, ends_ns, started_ns } = announced.json();
    expect(ends_ns).toBe(until_ns);
    expect(Number(until_ns) - Number(started_ns)).toBeCloseTo(3.6e12, -6);
    expect((await call("GET", PATH)).json()).toEqual(announced.json());
    expect((await call("GET", "/api/v1/maintenance")).json()).toEqual({ maintenance: [announced.json()] });
    expect((await call("DELETE", PATH)).status).toBe(204);
    expect((await call("GET", PATH)).status).toBe(404);
    expect((await call("DELETE", PATH)).status).toBe(404);
    expect((await call("GET", "/api/v1/maintenance")).json()).toEqual({ maintenance: [] });
  });

  test("is logged with who does it and why, and when it is ended, but not at each renewal", async () => {
    for (let times = 0; times < 3; times += 1) await put(`${PATH}?lease=2m`, WORK);
    await call("DELETE", PATH);
    const lines = http.logged.filter(({ maintenance }) => maintenance === "drain-eu");
    expect(lines).toMatchObject([
      { msg: "planned work was announced", region_id: 1, by: "alice", reason: "kernel upgrade" },
      { msg: "planned work was ended" },
    ]);
  });

  test("is on a shard, or on one of its replicas", async () => {
    const shard = { ...WORK, region_id: undefined, shard_id: 3 };
    expect((await put("/api/v1/maintenance/a", shard)).json()).toMatchObject({ shard_id: 3 });
    const replica = (await put("/api/v1/maintenance/b", { ...WORK, shard_id: 3 })).json();
    expect(replica).toMatchObject({ region_id: 1, shard_id: 3 });
  });

  test("is in /health.json while it is in force, and the region's state is not touched by it", async () => {
    await put("/api/v1/topology/shards/4", { region_id: 1 });
    await put(PATH, WORK);
    const health = (await call("GET", "/health.json")).json();
    expect(health).toMatchObject({
      maintenance: [{ id: "drain-eu", by: "alice", reason: "kernel upgrade" }],
      region_details: { 1: { state: "Unknown", announced_by: ["drain-eu"] } },
    });
    http.clock.advance(3_600_000);
    expect((await call("GET", "/health.json")).json()).toMatchObject({ maintenance: [] });
    const lapsed = (await call("GET", PATH)).json();
    expect(lapsed).toMatchObject({ state: "lapsed" });
  });
});

describe("a lease", () => {
  test("lapses unless the same request comes again, and never moves the end", async () => {
    const first = (await put(`${PATH}?lease=2m`, WORK)).json();
    expect(Number(first["ends_ns"]) - Number(first["started_ns"])).toBeCloseTo(1.2e11, -6);
    http.clock.advance(60_000);
    const renewed = await put(`${PATH}?lease=2m`, WORK);
    expect(renewed.status).toBe(200);
    expect(renewed.json()).toMatchObject({ until_ns: first["until_ns"], started_ns: first["started_ns"] });
    expect(Number(renewed.json()["ends_ns"])).toBeGreaterThan(Number(first["ends_ns"]));
    http.clock.advance(120_000);
    expect((await call("GET", PATH)).json()).toMatchObject({ state: "lapsed" });
    const again = await put(`${PATH}?lease=2m`, WORK);
    expect([again.status, again.json()["state"]]).toEqual([201, "active"]);
  });

  test("cannot be renewed beyond the end, until somebody ends the work and says it anew", async () => {
    await put(`${PATH}?lease=2m`, WORK);
    http.clock.advance(3_600_000);
    const spent = await put(`${PATH}?lease=2m`, WORK);
    expect([spent.status, spent.json()["detail"]]).toEqual([
      409,
      "drain-eu was announced 3600 s ago and its time is over; end it, then announce what is left of the work",
    ]);
    expect((await call("DELETE", PATH)).status).toBe(204);
    expect((await put(`${PATH}?lease=2m`, WORK)).status).toBe(201);
  });
});

describe("what cannot be announced is a 400 that names the field", () => {
  test.each<readonly [string, string, Record<string, unknown>, string, RegExp]>([
    ["nothing", PATH, { region_id: undefined }, "region_id", /region_id, a shard_id or both, got neither/],
    ["a region past 16 bits", PATH, { region_id: 65536 }, "region_id", /0 to 65535/],
    ["nobody's work", PATH, { by: undefined }, "by", /expected a text/],
    ["work without a reason", PATH, { reason: "" }, "reason", /one line of 1 to 300 characters/],
    [
      "work without an end",
      PATH,
      { duration_ms: undefined },
      "duration_ms",
      /duration_ms or until_ns, or a lease/,
    ],
    ["two ends", PATH, { until_ns: 1 }, "duration_ms", /either duration_ms or until_ns, got both/],
    ["too long a time", PATH, { duration_ms: 14_400_001 }, "duration_ms", /max_maintenance_time/],
    ["a time that is over", PATH, { duration_ms: undefined, until_ns: 1 }, "until_ns", /not over/],
    ["another id than the path's", PATH, { id: "drain-us" }, "id", /drain-eu as in the path, got drain-us/],
    ["a field that is misspelled", PATH, { shards: [1] }, "shards", /a field that is known/],
    ["a lease in words", `${PATH}?lease=soon`, {}, "lease", /such as 2m, got "soon"/],
    ["a lease of no time", `${PATH}?lease=0`, {}, "lease", /10 s to 14400 s/],
    ["an id with blanks", "/api/v1/maintenance/a%20b", {}, "id", /1 to 64 letters/],
  ])("%s", async (_, path, given, field, message) => {
    const answer = await put(path, { ...WORK, ...given });
    expect(answer.status).toBe(400);
    expect(answer.json()["problems"]).toMatchObject([
      { field, message: expect.stringMatching(message) as string },
    ]);
    expect(http.controlPlane.maintenance.all).toEqual([]);
  });
});

test("no more windows than the limit are announced; those that are there can be renewed, and lapsed ones make room", async () => {
  for (const id of ["a", "b"]) expect((await put(`/api/v1/maintenance/${id}`, WORK)).status).toBe(201);
  const full = await put("/api/v1/maintenance/c", WORK);
  expect([full.status, full.json()["detail"]]).toEqual([
    409,
    "2 windows of planned work are announced, and max_maintenance_windows allows no more; end one, or raise the limit",
  ]);
  expect((await put("/api/v1/maintenance/a", WORK)).status).toBe(200);
  expect((await call("GET", "/metrics")).text).toContain(
    'tidaldb_exporter_limit_refusals_total{limit="maintenance_windows"} 1',
  );
  http.clock.advance(3_600_000);
  expect((await put("/api/v1/maintenance/c", WORK)).status).toBe(201);
  expect(http.controlPlane.maintenance.all.map(({ id }) => id)).toEqual(["b", "c"]);
});

test("until_ns keeps all its digits", async () => {
  const until = BigInt(nowMs() + 60_000) * NS_PER_MS + 7n;
  const work = { region_id: 1, by: "alice", reason: "upgrade" };
  expect((await put(PATH, { ...work, until_ns: until })).text).toContain(`"until_ns":${until},`);
});
