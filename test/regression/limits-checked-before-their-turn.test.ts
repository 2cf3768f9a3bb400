import { DirectClusterAdmin } from "../../src/app/library/direct-cluster-admin";
import { StoredClusterAdmin } from "../../src/app/cluster/stored-cluster-admin";
import type { ControlPlane } from "../../src/domain/control-plane";
import type { ClusterAdmin } from "../../src/http/routing/cluster-admin";
import { sendJson, send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { UnreliableStore } from "../support/store/unreliable-store";

const ADMINS: readonly (readonly [string, (controlPlane: ControlPlane) => ClusterAdmin])[] = [
  ["a store", (controlPlane) => new StoredClusterAdmin(new UnreliableStore(), controlPlane)],
  ["nothing but memory", (controlPlane) => new DirectClusterAdmin(controlPlane)],
];

describe.each(ADMINS)("changes at once, kept in %s", (_, makeAdmin) => {
  let http: HttpFixture;

  beforeEach(async () => {
    http = await startHttp({
      services: (usual) => ({
        limits: { ...usual.limits, maxTenants: 2 },
        clusterAdmin: makeAdmin(usual.controlPlane),
      }),
    });
  });

  afterEach(async () => {
    await http.close();
  });

  async function statuses(
    ...requests: readonly (readonly [method: string, path: string])[]
  ): Promise<number[]> {
    const answers = await Promise.all(
      requests.map(([method, path]) =>
        method === "PUT"
          ? sendJson(http.port, method, path, path.includes("shards") ? { region_id: 1 } : {})
          : send(http.port, { method, path }),
      ),
    );
    return answers.map(({ status }) => status).sort();
  }

  test("eight new tenants where there is room for two: two are registered, six are told that there is no room", async () => {
    const puts = Array.from({ length: 8 }, (_each, id) => ["PUT", `/api/v1/tenants/${id}`] as const);
    expect(await statuses(...puts)).toEqual([201, 201, 409, 409, 409, 409, 409, 409]);
    expect(http.controlPlane.tenantRouter.tenantCount).toBe(2);
  });

  test("two first registrations of a tenant: one adds it, one replaces it, also when it is the last for which there is room", async () => {
    await statuses(["PUT", "/api/v1/tenants/1"]);
    const put = ["PUT", "/api/v1/tenants/2"] as const;
    expect(await statuses(put, put, put)).toEqual([200, 200, 201]);
  });

  test("two first assignments of a shard: one adds it, one finds it", async () => {
    const put = ["PUT", "/api/v1/topology/shards/7"] as const;
    expect(await statuses(put, put)).toEqual([200, 201]);
  });

  test.each(["/api/v1/topology/shards/7", "/api/v1/topology/regions/1", "/api/v1/tenants/7"])(
    "two removals of %s: one removes it, one finds nothing",
    async (path) => {
      await statuses(["PUT", "/api/v1/topology/shards/7"], ["PUT", "/api/v1/tenants/7"]);
      expect(await statuses(["DELETE", path], ["DELETE", path])).toEqual([204, 404]);
    },
  );

  test("additions and removals of one tenant by turns never come to more than is true", async () => {
    const path = "/api/v1/tenants/7";
    const requests = Array.from(
      { length: 20 },
      (_each, i) => [i % 2 === 0 ? "PUT" : "DELETE", path] as const,
    );
    const answers = await statuses(...requests);
    const [added, removed] = [201, 204].map((status) => answers.filter((each) => each === status).length);
    expect((added ?? 0) - (removed ?? 0)).toBe(http.controlPlane.tenantRouter.tenantCount);
  });

  test("additions and removals of one shard by turns never come to more than is true", async () => {
    const path = "/api/v1/topology/shards/7";
    const requests = Array.from(
      { length: 20 },
      (_each, i) => [i % 2 === 0 ? "PUT" : "DELETE", path] as const,
    );
    const answers = await statuses(...requests);
    const [added, removed] = [201, 204].map((status) => answers.filter((each) => each === status).length);
    expect((added ?? 0) - (removed ?? 0)).toBe(http.controlPlane.topology.size);
  });
});
