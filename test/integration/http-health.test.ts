import { parseClusterHealth, printClusterHealth } from "../../src/wire/shapes/cluster-health";
import type { Incident } from "../../src/domain/terms/incident";
import { incident } from "../support/metrics/cluster-snapshot";
import { send, sendJson } from "../support/http/http-client";
import type { TestResponse } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;

/** us-east (0) is Healthy, eu-west (1) Degraded by its lag, ap-south (2) not heard from yet. */
beforeEach(async () => {
  http = await startHttp({ assignments: [0, 1, 2].map((id) => ({ shardId: id, regionId: id })) });
  const lagging = {
    shard_id: 1,
    region_id: 1,
    replication_lag: { "0": 7 },
    replication_lag_ns: { "0": 7_000_000_000n },
  };
  await sendJson(http.port, "POST", "/api/v1/heartbeats", [http.heartbeat(), http.heartbeat(lagging)]);
});

afterEach(async () => {
  await http.close();
});

/** What the control plane finds from now on: all the same but for the incidents. */
function finding(incidents: readonly Incident[]): void {
  const { controlPlane } = http;
  const [states, snapshot] = [controlPlane.states(), controlPlane.snapshot()];
  jest.spyOn(controlPlane, "states").mockReturnValue({ ...states, incidents });
  const found = {
    ...snapshot,
    incidents,
    regions: snapshot.regions.map((region) => ({
      ...region,
      explainedBy: incidents
        .filter((one) => one.affectedRegionIds.includes(region.regionId))
        .map(({ id }) => id),
    })),
  };
  jest.spyOn(controlPlane, "snapshot").mockReturnValue(found);
  // eslint-disable-next-line require-yield -- it is taken in one step
  jest.spyOn(controlPlane, "snapshotInSteps").mockImplementation(function* () {
    return found;
  });
}

/** Worst first: ap-south is silent and makes eu-west Degraded; the link between eu-west and us-east is cut. */
const SILENT = incident({
  id: "region:2",
  regionId: 2,
  regionName: "ap-south",
  affectedRegionIds: [1, 2],
  title: 'ap-south silent: 5 replicas, "5" shards without a leader',
});
const LINK = incident({
  id: "link:0-1",
  cause: "link",
  regionId: 0,
  regionName: "us-east",
  peerId: 1,
  peerName: "eu-west",
  affectedRegionIds: [],
  title: "us-east and eu-west cut off: 3 shards behind",
});

function get(path: string, method = "GET"): Promise<TestResponse> {
  return send(http.port, { path, method });
}

describe("GET /health", () => {
  test.each([
    ["/health", 200, "Degraded"],
    ["/health?max=degraded", 200, "Degraded"],
    ["/health?max=healthy", 503, "Degraded"],
    ["/health?region=us-east&max=healthy", 200, "Healthy"],
    ["/health?region=0&max=healthy", 200, "Healthy"],
    ["/health?region=eu-west&max=healthy", 503, "Degraded"],
    ["/health?region=ap-south", 200, "Unknown"],
    ["/health?region=ap-south&max=healthy", 503, "Unknown"],
  ])("%s is %d, the worst state being %s", async (path, status, worst) => {
    const answer = await get(path);
    expect([answer.status, answer.json()["status"]]).toEqual([status, worst]);
    expect(answer.text).toMatch(/^\{.*\}\n$/);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const head = await get(path, "HEAD");
    expect([head.status, head.text]).toEqual([status, ""]);
  });

  test("is 503 as soon as one region is Offline", async () => {
    http.clock.advance(30_001);
    const answer = await get("/health");
    expect(answer.status).toBe(503);
    expect(answer.json()).toEqual({
      status: "Offline",
      max: "Degraded",
      incident: "nothing heard from us-east, eu-west, ap-south: 3 replicas, 3 shards without a leader",
      regions: { "us-east": "Offline", "eu-west": "Offline", "ap-south": "Offline" },
    });
  });

  test.each([
    ["/health", 200, SILENT.title],
    ["/health?max=healthy", 503, SILENT.title],
    ["/health?region=eu-west", 200, SILENT.title],
    ["/health?region=us-east&max=healthy", 200, LINK.title],
  ])("%s is still %d and tells the worst incident that concerns it", async (path, status, title) => {
    finding([SILENT, LINK]);
    const answer = await get(path);
    expect([answer.status, answer.json()["incident"]]).toEqual([status, title]);
    expect(answer.text).toMatch(/^\{.*\}\n$/);
  });

  test("tells no incident while there is none", async () => {
    finding([]);
    expect((await get("/health")).json()).not.toHaveProperty("incident");
  });

  test("of a cluster that nothing is known about is Unknown: not healthy, and not worse than degraded", async () => {
    const empty = await startHttp();
    try {
      expect((await send(empty.port, { path: "/health" })).status).toBe(200);
      expect((await send(empty.port, { path: "/health?max=healthy" })).status).toBe(503);
    } finally {
      await empty.close();
    }
  });
});

test.each([
  ["/health?region=mars", 404, "us-east, eu-west, ap-south"],
  ["/health.json?region=65535", 404, '"65535"'],
  ["/health?max=offline", 400, "healthy or degraded"],
  ["/health?region=0&region=1", 400, "expected one value, got 2"],
  ["/health?regoin=0", 400, "expected region, max"],
  ["/health.json?shards=no", 400, "true or false"],
  ["/health.json?max=healthy", 400, "expected region, shards"],
])("%s is a %d that says what it could be", async (path, status, expected) => {
  const answer = await get(path);
  expect([answer.status, answer.headers["content-type"]]).toEqual([status, "application/problem+json"]);
  expect(answer.json()["detail"]).toContain(expected);
});

describe("GET /health.json", () => {
  test("is the control plane's own health, to the last bit, and 200 whatever it is", async () => {
    http.clock.advance(60_000);
    const answer = await get("/health.json");
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(answer.text).toBe(`${printClusterHealth(http.controlPlane.health())}\n`);
    expect(parseClusterHealth(answer.text)).toEqual({ ok: true, value: http.controlPlane.health() });
  });

  test("of more shards than fit a chunk is the same text as printed at once", async () => {
    const many = Array.from({ length: 700 }, (_, shardId) =>
      http.heartbeat({ shard_id: shardId, region_id: shardId % 3 }),
    );
    http.clock.advance(1);
    const later = many.map((beat) => ({ ...beat, last_heartbeat_ns: http.clock.now().wallNs }));
    await sendJson(http.port, "POST", "/api/v1/heartbeats", later);
    const health = http.controlPlane.health();
    expect(health.shards.length).toBeGreaterThan(690);
    expect((await get("/health.json")).text).toBe(`${printClusterHealth(health)}\n`);
  });

  test("without shards keeps its shape", async () => {
    const health = http.controlPlane.health();
    const answer = await get("/health.json?shards=false");
    expect(parseClusterHealth(answer.text)).toEqual({ ok: true, value: { ...health, shards: [] } });
  });

  test.each(["eu-west", "1"])("of region %j has only that region and its replicas", async (region) => {
    const answer = await get(`/health.json?region=${region}`);
    const health = answer.json() as {
      regions: object;
      region_details: object;
      status: string;
      shards: { shard_id: number }[];
    };
    expect(health.regions).toEqual({ "1": "Degraded" });
    expect(Object.keys(health.region_details)).toEqual(["1"]);
    expect(health.status).toBe("Degraded");
    expect(health.shards.map(({ shard_id }) => shard_id)).toEqual([1]);
  });
});

describe("GET /health.json while something is broken", () => {
  test.each([
    ["", ["region:2", "link:0-1"]],
    ["?region=us-east", ["link:0-1"]],
    ["?region=eu-west", ["region:2", "link:0-1"]],
    ["?region=ap-south", ["region:2"]],
  ])("%s lists %j", async (query, ids) => {
    finding([SILENT, LINK]);
    const answer = await get(`/health.json${query}`);
    const parsed = parseClusterHealth(answer.text);
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    expect(parsed.value.incidents?.map(({ id }) => id)).toEqual(ids);
  });

  test("is the same text as printed at once, also when an incident affects very many regions", async () => {
    const everywhere = {
      ...SILENT,
      affectedRegionIds: Array.from({ length: 5_000 }, (_, regionId) => regionId),
    };
    finding([everywhere, LINK]);
    expect((await get("/health.json")).text).toBe(`${printClusterHealth(http.controlPlane.health())}\n`);
  });

  test("says of each region what explains it", async () => {
    finding([SILENT, LINK]);
    const { region_details } = (await get("/health.json?region=1")).json() as {
      region_details: Record<string, { explained_by: string[]; is_explained: boolean }>;
    };
    expect(region_details["1"]).toMatchObject({ explained_by: ["region:2"] });
  });
});

describe("GET /", () => {
  test("shows every region with its state, since when and why, and links to every route", async () => {
    const { status, headers, text } = await get("/");
    expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    for (const expected of [
      "us-east",
      "eu-west",
      "ap-south",
      "2026-01-01T00:00:00Z",
      'http-equiv="refresh"',
    ]) {
      expect(text).toContain(expected);
    }
    expect(text).toContain("Shard 1: the follower in us-east lags by 7.0 s; the limit is 5.0 s.");
    const { paths } = (await get("/api/v1/openapi.json")).json() as { paths: object };
    for (const path of Object.keys(paths)) expect(text).toContain(`>${path}<`);
    const links = [...text.matchAll(/<a href="([^"]*)"/g)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) {
      const { pathname } = new URL(link, "http://here/");
      expect([link, (await get(pathname)).status]).toEqual([link, 200]);
    }
  });

  test("says first what is wrong, and that it is too early until everybody had the time to be heard", async () => {
    expect((await get("/")).text).toContain("Too early to say");
    http.clock.advance(30_001);
    const { text } = await get("/");
    const [wrong, regions] = ["What is wrong", "Regions"].map((title) => text.indexOf(`<h2>${title}</h2>`));
    const incident = text.indexOf("<strong>nothing heard from us-east, eu-west, ap-south: 3 replicas");
    expect(wrong).toBeGreaterThan(0);
    expect(incident).toBeGreaterThan(wrong ?? Infinity);
    expect(regions).toBeGreaterThan(incident);
    expect(text).not.toContain("Too early to say");
  });

  test("loads nothing, and what it runs and its style sheet are those that the policy allows", async () => {
    const { headers, text } = await get("/");
    expect(text).not.toMatch(/\bon\w+=|src=|style="/i);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? "";
    const digest = await crypto.subtle.digest("SHA-256", Buffer.from(style));
    expect(policy).toContain(`style-src 'sha256-${Buffer.from(digest).toString("base64")}'`);
    const [script = "", ...others] = text.match(/(?<=<script>)[^]*?(?=<\/script>)/g) ?? [];
    expect([others, script.length > 0]).toEqual([[], true]);
    const ofScript = await crypto.subtle.digest("SHA-256", Buffer.from(script));
    expect(policy).toContain(`script-src 'sha256-${Buffer.from(ofScript).toString("base64")}'`);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  test("gives way to the metrics when those are at /", async () => {
    const bare = await startHttp({ services: () => ({ telemetryPath: "/" }) });
    try {
      expect((await send(bare.port, { path: "/" })).text).toContain("# TYPE tidaldb_cluster_info gauge");
    } finally {
      await bare.close();
    }
  });
});
