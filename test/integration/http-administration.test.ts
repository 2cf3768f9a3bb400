import { StoredClusterAdmin } from "../../src/app/cluster/stored-cluster-admin";
import { ConfigStore } from "../../src/store/config-store";
import type { HttpServices } from "../../src/http/routing/http-services";
import { send, sendJson } from "../support/http/http-client";
import type { TestResponse } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp();
});

afterEach(async () => {
  await http.close();
});

async function withServices<T>(
  services: (usual: HttpServices) => Partial<HttpServices>,
  use: (fixture: HttpFixture) => Promise<T>,
): Promise<T> {
  const fixture = await startHttp({ services });
  try {
    return await use(fixture);
  } finally {
    await fixture.close();
  }
}

function call(method: string, path: string): Promise<TestResponse> {
  return send(http.port, { method, path });
}

function put(path: string, value: unknown): Promise<TestResponse> {
  return sendJson(http.port, "PUT", path, value);
}

describe("the topology", () => {
  test("a shard is added, moved and removed, and shows in health and placement at once", async () => {
    const path = "/api/v1/topology/shards/7";
    expect((await call("GET", path)).status).toBe(404);
    expect((await put(path, { region_id: 1 })).status).toBe(201);
    const moved = await put(path, { shard_id: 7, region_id: 2 });
    expect([moved.status, moved.json()]).toEqual([200, { shard_id: 7, region_id: 2 }]);
    expect((await call("GET", path)).json()).toEqual({ shard_id: 7, region_id: 2 });
    expect(http.controlPlane.health().shards).toMatchObject([{ shardId: 7, regionId: 2 }]);
    await put("/api/v1/tenants/1", {});
    expect((await call("GET", "/api/v1/route?tenant_id=1&entity_id=5")).json()).toEqual({
      region_id: 2,
      shard_id: 7,
    });
    const removed = await call("DELETE", path);
    expect([removed.status, removed.text]).toEqual([204, ""]);
    expect((await call("DELETE", path)).status).toBe(404);
    expect(http.controlPlane.health().shards).toEqual([]);
  });

  test("is listed whole and ordered, and in pages for those who ask", async () => {
    for (const shard of [30, 10, 20]) await put(`/api/v1/topology/shards/${shard}`, { region_id: 0 });
    const whole = await call("GET", "/api/v1/topology");
    expect(whole.json()).toEqual({ shards: [10, 20, 30].map((shard_id) => ({ shard_id, region_id: 0 })) });
    const first = (await call("GET", "/api/v1/topology?limit=2")).json();
    expect(first).toEqual({ shards: [10, 20].map((shard_id) => ({ shard_id, region_id: 0 })), next: "20" });
    const second = (await call("GET", "/api/v1/topology?limit=2&after=20")).json();
    expect(second).toEqual({ shards: [{ shard_id: 30, region_id: 0 }] });
    expect((await call("GET", "/api/v1/topology?after=30")).json()).toEqual({ shards: [] });
  });

  test("a region is removed with every shard at home in it", async () => {
    for (const shard of [1, 2]) await put(`/api/v1/topology/shards/${shard}`, { region_id: shard });
    expect((await call("DELETE", "/api/v1/topology/regions/1")).status).toBe(204);
    expect((await call("DELETE", "/api/v1/topology/regions/1")).status).toBe(404);
    expect(http.controlPlane.topology.assignments).toEqual([{ shardId: 2, regionId: 2 }]);
  });

  test("a region is not removed by its name, and the answer says its number", async () => {
    http.controlPlane.configure({ regionNames: new Map([[1, "eu-west"]]) });
    await put("/api/v1/topology/shards/1", { region_id: 1 });
    const answer = await call("DELETE", "/api/v1/topology/regions/EU-west");
    expect([answer.status, answer.json()["detail"]]).toEqual([
      400,
      'region: expected a number, got "EU-west", whose number is 1',
    ]);
    expect((await call("DELETE", "/api/v1/topology/regions/asia")).json()["detail"]).toBe(
      'region: expected a whole number from 0 to 65535, got "asia"',
    );
    expect(http.controlPlane.topology.assignments).toEqual([{ shardId: 1, regionId: 1 }]);
  });
});

describe("the tenants", () => {
  const tenant = { tenant_id: 5, max_entities: 100, required_regions: [1] };

  test("a tenant is registered, replaced and removed", async () => {
    expect((await put("/api/v1/tenants/5", tenant)).status).toBe(201);
    expect((await call("GET", "/api/v1/tenants/5")).json()).toEqual(tenant);
    const replaced = await put("/api/v1/tenants/5", {});
    expect([replaced.status, replaced.json()]).toEqual([200, { tenant_id: 5 }]);
    expect((await call("DELETE", "/api/v1/tenants/5")).status).toBe(204);
    expect((await call("GET", "/api/v1/tenants/5")).status).toBe(404);
    expect((await call("DELETE", "/api/v1/tenants/5")).status).toBe(404);
  });

  test("numbers keep all 64 bits, in the path, the body and the answer", async () => {
    const max = "18446744073709551615";
    const answer = await put(`/api/v1/tenants/${max}`, { tenant_id: BigInt(max), max_entities: BigInt(max) });
    expect(answer.text).toBe(`{"tenant_id":${max},"max_entities":${max}}\n`);
    expect((await call("GET", `/api/v1/tenants/${max}`)).text).toBe(answer.text);
  });

  test("are listed in pages that visit each exactly once, also when some come and go in between", async () => {
    for (let id = 0n; id < 7n; id += 1n)
      http.controlPlane.tenantRouter.registerTenant({ tenantId: id * 10n });
    const seen: number[] = [];
    let path = "/api/v1/tenants?limit=3";
    for (;;) {
      const page = (await call("GET", path)).json() as { tenants: { tenant_id: number }[]; next?: string };
      seen.push(...page.tenants.map(({ tenant_id }) => tenant_id));
      if (page.next === undefined) break;
      http.controlPlane.tenantRouter.removeTenant(BigInt(page.next));
      http.controlPlane.tenantRouter.registerTenant({ tenantId: 1n });
      path = `/api/v1/tenants?limit=3&after=${page.next}`;
    }
    expect(seen).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });

  test("are listed a hundred at a time by default", async () => {
    for (let id = 0n; id < 101n; id += 1n) http.controlPlane.tenantRouter.registerTenant({ tenantId: id });
    const page = (await call("GET", "/api/v1/tenants")).json();
    expect(page["tenants"]).toHaveLength(100);
    expect(page["next"]).toBe("99");
  });
});

describe("placement", () => {
  test("of a tenant nobody registered is a 404 that names it", async () => {
    const answer = await call("GET", "/api/v1/route?tenant_id=9&entity_id=1");
    expect([answer.status, answer.json()["detail"]]).toEqual([404, expect.stringContaining("tenant 9")]);
  });

  test("of a tenant whose policy no shard meets is a 409 that names both", async () => {
    await put("/api/v1/topology/shards/0", { region_id: 0 });
    await put("/api/v1/tenants/9", { required_regions: [2] });
    const answer = await call("GET", "/api/v1/route?tenant_id=9&entity_id=1");
    expect([answer.status, answer.json()["detail"]]).toEqual([
      409,
      expect.stringMatching(/tenant 9 .*region 2/),
    ]);
  });

  test("with several bad parameters names each of them", async () => {
    const answer = await call("GET", "/api/v1/route?tenant_id=-1");
    expect(answer.status).toBe(400);
    expect(answer.json()["problems"]).toEqual([
      {
        field: "tenant_id",
        message: 'tenant_id: expected a whole number from 0 to 18446744073709551615, got "-1"',
      },
      {
        field: "entity_id",
        message: "entity_id: expected a whole number from 0 to 18446744073709551615, got nothing",
      },
    ]);
  });
});

describe("bad input changes nothing and names the field", () => {
  test.each([
    ["/api/v1/topology/shards/65536", { region_id: 0 }, "shard: expected a whole number from 0 to 65535"],
    ["/api/v1/topology/shards/01", { region_id: 0 }, "shard: "],
    ["/api/v1/topology/shards/1", {}, "region_id"],
    ["/api/v1/topology/shards/1", { region_id: 65536 }, "region_id"],
    [
      "/api/v1/topology/shards/1",
      { region_id: 0, shard_id: 2 },
      "shard_id: expected 1 as in the path, got 2",
    ],
    ["/api/v1/topology/shards/1", [], "expected a JSON object"],
    ["/api/v1/tenants/18446744073709551616", {}, "tenant: "],
    ["/api/v1/tenants/x", {}, "tenant: "],
    ["/api/v1/tenants/1", { tenant_id: 2 }, "tenant_id: expected 1 as in the path, got 2"],
    ["/api/v1/tenants/1", { max_entities: -1 }, "max_entities"],
    ["/api/v1/tenants/1", { required_regions: [70000] }, "required_regions.0"],
    ["/api/v1/tenants/1", { required_region: [1] }, "required_region: expected a field that is known"],
    ["/api/v1/topology/shards/1", { region_id: 0, weight: 2 }, "weight: expected a field that is known"],
  ])("PUT %s %j", async (path, body, expected) => {
    const answer = await put(path, body);
    expect([answer.status, answer.headers["content-type"]]).toEqual([400, "application/problem+json"]);
    expect(answer.json()["detail"]).toContain(expected);
    expect(http.controlPlane.topology.size + http.controlPlane.tenantRouter.tenantCount).toBe(0);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=1001", "1 to 1000"],
    ["after=x", "after"],
  ])("GET /api/v1/tenants?%s", async (query, expected) => {
    const answer = await call("GET", `/api/v1/tenants?${query}`);
    expect([answer.status, answer.json()["detail"]]).toEqual([400, expect.stringContaining(expected)]);
  });

  test("a body that is not declared as JSON is not read", async () => {
    const request = {
      method: "PUT",
      path: "/api/v1/tenants/1",
      headers: { "content-type": "text/plain" },
      body: "{}",
    };
    expect((await send(http.port, request)).status).toBe(415);
  });

  test("a body that is no JSON is a 400", async () => {
    const headers = { "content-type": "application/json" };
    const answer = await send(http.port, { method: "PUT", path: "/api/v1/tenants/1", headers, body: "{" });
    expect([answer.status, answer.json()["detail"]]).toEqual([400, expect.stringContaining("JSON")]);
  });
});

describe("where changes cannot be made", () => {
  const CHANGES = [
    ["PUT", "/api/v1/topology/shards/1"],
    ["DELETE", "/api/v1/topology/shards/1"],
    ["DELETE", "/api/v1/topology/regions/1"],
    ["PUT", "/api/v1/tenants/1"],
    ["DELETE", "/api/v1/tenants/1"],
    ["PUT", "/api/v1/maintenance/drain"],
    ["DELETE", "/api/v1/maintenance/drain"],
  ] as const;

  test("because the configuration has them, each is a 409 that says where", async () => {
    const shards = [{ shardId: 1, regionId: 1 }];
    const store = new ConfigStore("/etc/tidaldb/exporter.yml", { shards, tenants: [], retired: [] });
    await withServices(
      ({ controlPlane }) => ({ clusterAdmin: new StoredClusterAdmin(store, controlPlane) }),
      async ({ port, controlPlane }) => {
        for (const shard of shards) controlPlane.updateTopology(shard);
        for (const [method, path] of CHANGES) {
          const answer = await sendJson(port, method, path, { region_id: 1 });
          expect([answer.status, answer.json()["detail"]]).toEqual([
            409,
            expect.stringMatching(/ kept in .*\bexporter\.yml\b/),
          ]);
        }
        expect(controlPlane.topology.size).toBe(1);
      },
    );
  });

  test("because the disk is full, each is a 503, and only the log knows why", async () => {
    const fail = (): Promise<never> => Promise.reject(new Error("ENOSPC: no space left on /var/lib/state"));
    const clusterAdmin = {
      keptIn: undefined,
      assignShard: fail,
      removeShard: fail,
      removeRegion: fail,
      putTenant: fail,
      removeTenant: fail,
      announce: fail,
      endMaintenance: fail,
    };
    await withServices(
      () => ({ clusterAdmin }),
      async ({ port, logged }) => {
        for (const [method, path] of CHANGES) {
          const work = { region_id: 1, by: "alice", reason: "upgrade", duration_ms: 60_000 };
          const other = path.includes("tenants") ? {} : { region_id: 1 };
          const body = path.includes("maintenance") ? work : other;
          const answer = await sendJson(port, method, path, body);
          expect([answer.status, answer.text]).toEqual([503, expect.not.stringMatching(/ENOSPC|\/var/)]);
        }
        expect(logged.filter(({ level }) => level === 50)).toHaveLength(CHANGES.length);
      },
    );
  });
});

describe("POST /-/reload", () => {
  test("answers when the new configuration holds", async () => {
    const answer = await call("POST", "/-/reload");
    expect([answer.status, answer.json()]).toEqual([200, { reloaded: true }]);
  });

  test("lists every problem of a bad file", async () => {
    const problems = [
      { file: "a.yml", path: "health.offline_after", line: 3, column: 5, message: "expected a duration" },
      { file: "a.yml", path: "http", line: 9, column: 1, message: "unknown key" },
    ];
    await withServices(
      () => ({ reload: () => Promise.resolve({ ok: false, problems }) }),
      async ({ port }) => {
        const answer = await send(port, { method: "POST", path: "/-/reload" });
        expect(answer.status).toBe(422);
        expect(answer.json()["problems"]).toEqual([
          {
            file: "a.yml",
            field: "health.offline_after",
            line: 3,
            column: 5,
            message: "expected a duration",
          },
          { file: "a.yml", field: "http", line: 9, column: 1, message: "unknown key" },
        ]);
        expect(answer.json()["detail"]).toMatch(/: a\.yml:3:5: health\.offline_after: expected a duration$/);
      },
    );
  });

  test("that fails in a way nobody foresaw is a bland 500", async () => {
    await withServices(
      () => ({ reload: () => Promise.reject(new Error("secret inside")) }),
      async ({ port, logged }) => {
        const answer = await send(port, { method: "POST", path: "/-/reload" });
        expect([answer.status, answer.text]).toEqual([500, expect.not.stringContaining("secret inside")]);
        expect(logged.find(({ level }) => level === 50)).toMatchObject({ err: { message: "secret inside" } });
      },
    );
  });
});

describe("probes", () => {
  test("say so when all is well", async () => {
    expect((await call("GET", "/-/healthy")).text).toBe("tidaldb-exporter is healthy.\n");
    expect((await call("GET", "/-/ready")).text).toBe("tidaldb-exporter is ready.\n");
    expect((await call("HEAD", "/-/ready")).status).toBe(200);
  });

  test("tell every reason why it is not ready, and liveness is another matter", async () => {
    const reasons = ["the store cannot be reached", "the ports are not open"];
    await withServices(
      () => ({ readiness: () => reasons }),
      async ({ port }) => {
        const answer = await send(port, { path: "/-/ready" });
        expect([answer.status, answer.json()["reasons"]]).toEqual([503, reasons]);
        expect(answer.json()["detail"]).toContain("the store cannot be reached; the ports are not open");
        expect((await send(port, { path: "/-/healthy" })).status).toBe(200);
        expect((await send(port, { path: "/" })).text).toContain("Not ready: the ports are not open");
      },
    );
  });
});

describe("whatever is not there", () => {
  test("is a 404 for a path that nothing has", async () => {
    const answer = await call("GET", "/nope");
    expect([answer.status, answer.headers["content-type"]]).toEqual([404, "application/problem+json"]);
    expect(answer.json()["detail"]).toContain('"/nope"');
  });

  test.each([
    ["POST", "/metrics", "GET, HEAD, OPTIONS"],
    ["GET", "/-/reload", "POST, OPTIONS"],
    ["PATCH", "/api/v1/tenants/1", "GET, PUT, DELETE, HEAD, OPTIONS"],
    ["DELETE", "/api/v1/topology", "GET, HEAD, OPTIONS"],
  ])("%s %s is a 405 with what is allowed", async (method, path, allow) => {
    const answer = await call(method, path);
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    const options = await call("OPTIONS", path);
    expect([options.status, options.headers.allow]).toEqual([204, allow]);
  });

  test("is a 400 for a path that does not decode", async () => {
    expect((await call("GET", "/api/v1/tenants/%E0%A4")).status).toBe(400);
  });
});

test("every request is one line at debug level: method, route, status, duration, and no parameter", async () => {
  await call("GET", "/api/v1/tenants/12345?");
  await call("GET", "/nope/12345");
  const lines = http.logged.filter(({ msg }) => msg === "request");
  expect(lines).toMatchObject([
    { level: 20, method: "GET", route: "/api/v1/tenants/{tenant}", status: 404 },
    { level: 20, method: "GET", route: "none", status: 404 },
  ]);
  for (const line of lines) expect(line["durationMs"]).toBeGreaterThanOrEqual(0);
  expect(JSON.stringify(lines)).not.toContain("12345");
});
