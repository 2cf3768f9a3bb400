import fc from "fast-check";

import type { TenantConfig } from "../../src/domain/terms/tenant";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { Topology } from "../../src/domain/membership/topology";
import { RegionNames } from "../../src/domain/regions/region-names";
import { RecordedReplicas } from "../../src/domain/views/recorded-replicas";
import * as openapi from "../../src/http/routing/openapi";
import * as regionTable from "../../src/http/status-page/regions/region-table";
import { linkMatrix } from "../../src/http/status-page/page/link-matrix";
import { USUAL_CHOICE } from "../../src/http/status-page/page/replica-choice";
import * as replicaSection from "../../src/http/status-page/page/replica-section";
import { printJson } from "../../src/wire/json/json";
import * as details from "../../src/wire/shapes/region-details";
import { tableOf } from "../support/domain/replica-columns";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { clusterSnapshot, followerLag, replicaSnapshot } from "../support/metrics/cluster-snapshot";
import { propertyRuns } from "../support/property-runs";

/*
 * The status page, `/health` and `/health.json` made everything that there is to say about every region in one piece, the page
 * a row for each of 65,536: any reader could stop everybody else for seconds. Listings of tenants were sorted for every page.
 */

const REGIONS = 3_000;

let http: HttpFixture;
let turn: number;
let turning: NodeJS.Immediate;

beforeAll(async () => {
  const assignments = Array.from({ length: REGIONS }, (_, id) => ({ shardId: id, regionId: id }));
  http = await startHttp({
    assignments,
    services: () => ({
      reload: () =>
        Promise.resolve({
          ok: false,
          problems: Array.from({ length: 5_000 }, (_, line) => ({
            file: "x.yml",
            path: "",
            line,
            column: 1,
            message: "bad",
          })),
        }),
    }),
  });
  http.clock.advance(10_000);
  // All but a few were heard, so that the bad ones are not simply the first.
  const body = Array.from({ length: REGIONS - 3 }, (_, id) =>
    printJson(http.heartbeat({ shard_id: id, region_id: id })),
  ).join("\n");
  await send(http.port, {
    method: "POST",
    path: "/api/v1/heartbeats",
    headers: { "content-type": "application/x-ndjson" },
    body,
  });
  http.clock.advance(25_000);
});

afterAll(() => http.close());

beforeEach(() => {
  turn = 0;
  const next = (): void => {
    turn += 1;
    turning = setImmediate(next);
  };
  next();
});

afterEach(() => {
  clearImmediate(turning);
  jest.restoreAllMocks();
});

/** The most calls that fell into one turn of the event loop. */
function mostInOneTurn(turns: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const each of turns) counts.set(each, (counts.get(each) ?? 0) + 1);
  return Math.max(...counts.values());
}

test("the status page shows the worst regions, says how many more there are, and makes a part of itself in each turn", async () => {
  const turns: number[] = [];
  const { regionTable: makeRegions } = regionTable;
  const { replicaSection: makeReplicas } = replicaSection;
  jest.spyOn(regionTable, "regionTable").mockImplementation((snapshot) => {
    turns.push(turn);
    return makeRegions(snapshot);
  });
  jest.spyOn(replicaSection, "replicaSection").mockImplementation((snapshot, choice) => {
    turns.push(turn);
    return makeReplicas(snapshot, choice);
  });
  const { text, status } = await send(http.port, { path: "/" });
  expect(status).toBe(200);
  expect(text).toContain("The worst 200 of 3\u202f000 regions; all are in");
  expect(text.match(/<th scope="row">/g)).toHaveLength(200);
  for (const id of [REGIONS - 3, REGIONS - 2, REGIONS - 1])
    expect(text).toContain(`<th scope="row">${id}</th>`);
  expect(turns).toHaveLength(2);
  expect(mostInOneTurn(turns)).toBe(1);
});

/** How many pieces of work it is made in. */
function piecesOf(steps: Iterator<undefined, unknown>): number {
  let pieces = 1;
  while (steps.next().done === false) pieces += 1;
  return pieces;
}

test("a page of replicas and the matrix of lag look at some thousands of replicas in a piece", () => {
  const REPLICAS = 40_000;
  const replicas = Array.from({ length: REPLICAS }, (_, shardId) =>
    replicaSnapshot({ shardId, followers: [followerLag({ followerId: 1 })] }),
  );
  const table = tableOf(replicas);
  const snapshot = clusterSnapshot({
    replicas: new RecordedReplicas(table, table.slots.ordered, new RegionNames()),
  });
  const choice = { ...USUAL_CHOICE, sortBy: "lag" } as const;
  expect(piecesOf(replicaSection.replicaSection(snapshot, choice))).toBeGreaterThan(REPLICAS / 10_000 + 4);
  expect(piecesOf(linkMatrix(snapshot, 5))).toBeGreaterThan(REPLICAS / 10_000);
});

test("/health prints a thousand regions in a turn", async () => {
  const turns: number[] = [];
  const stringify = JSON.stringify.bind(JSON);
  jest.spyOn(JSON, "stringify").mockImplementation((...args: Parameters<typeof JSON.stringify>) => {
    if (typeof args[0] === "string") turns.push(turn);
    return stringify(...args);
  });
  const health = await send(http.port, { path: "/health" });
  jest.restoreAllMocks();
  expect(health.status).toBe(503);
  expect(health.json()).toMatchObject({ status: "Offline", max: "Degraded" });
  expect(Object.keys(health.json()["regions"] as object)).toHaveLength(REGIONS);
  expect(mostInOneTurn(turns)).toBeLessThanOrEqual(1_100);
});

test("/health.json makes the details of a few regions in a turn, and says the same as ever", async () => {
  const turns: number[] = [];
  const make = details.regionDetailsToWire;
  jest.spyOn(details, "regionDetailsToWire").mockImplementation((region) => {
    turns.push(turn);
    return make(region);
  });
  const health = (await send(http.port, { path: "/health.json?shards=false" })).json();
  expect(turns).toHaveLength(REGIONS);
  expect(mostInOneTurn(turns)).toBeLessThan(REGIONS / 5);
  expect(health).toMatchObject({ status: "Offline", regions: { [REGIONS - 1]: "Offline" } });
  expect(Object.keys(health["regions"] as object)).toHaveLength(REGIONS);
  const one = (await send(http.port, { path: `/health.json?shards=false&region=${REGIONS - 1}` })).json();
  expect(one).toMatchObject({ status: "Offline", regions: { [REGIONS - 1]: "Offline" } });
  expect(Object.keys(one["region_details"] as object)).toEqual([String(REGIONS - 1)]);
});

test("the OpenAPI document is made once", async () => {
  const making = jest.spyOn(openapi, "openApiDocument");
  const first = await send(http.port, { path: "/api/v1/openapi.json" });
  const second = await send(http.port, { path: "/api/v1/openapi.json" });
  expect(making).toHaveBeenCalledTimes(1);
  expect(second.text).toBe(first.text);
});

test("a reload that finds thousands of problems lists the first hundred and counts them all", async () => {
  const answer = await send(http.port, { method: "POST", path: "/-/reload" });
  expect(answer.status).toBe(422);
  expect(answer.json()["problems"]).toHaveLength(100);
  expect(answer.json()["detail"]).toContain("5000 problem(s)");
});

test("the list of tenants is the same until one changes, and always in order", () => {
  const change = fc.record({ tenantId: fc.bigInt(0n, 20n), isRemoval: fc.boolean(), isRead: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const router = new TenantRouter(new Topology([]));
      const expected = new Map<bigint, TenantConfig>();
      for (const [index, { tenantId, isRemoval, isRead }] of changes.entries()) {
        const config = { tenantId, maxEntities: BigInt(index) };
        if (isRemoval) expect(router.removeTenant(tenantId)).toBe(expected.delete(tenantId));
        else {
          router.registerTenant(config);
          expected.set(tenantId, config);
        }
        if (isRead) expect(router.tenants).toBe(router.tenants);
      }
      const inOrder = [...expected.values()].sort((a, b) => Number(a.tenantId - b.tenantId));
      expect(router.tenants).toEqual(inOrder);
    }),
    propertyRuns(),
  );
});
