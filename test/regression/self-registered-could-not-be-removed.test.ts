import { StoredClusterAdmin } from "../../src/app/cluster/stored-cluster-admin";
import { ConfigStore } from "../../src/store/config-store";
import { printJson } from "../../src/wire/json/json";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;

/** Shard 0 in region 0 is declared; shards 5 and 6 registered themselves, and region 9 exists as a follower only. */
beforeEach(async () => {
  http = await startHttp({
    services: ({ controlPlane }) => {
      const assignment = { shardId: 0, regionId: 0 };
      controlPlane.updateTopology(assignment);
      const store = new ConfigStore("/etc/tidaldb/exporter.yml", {
        shards: [assignment],
        tenants: [],
        retired: [],
      });
      return { clusterAdmin: new StoredClusterAdmin(store, controlPlane) };
    },
  });
  const beats = [
    http.heartbeat({ shard_id: 0, region_id: 0, replication_lag: { 9: 5 } }),
    http.heartbeat({ shard_id: 5, region_id: 0 }),
    http.heartbeat({ shard_id: 6, region_id: 7 }),
  ];
  await send(http.port, {
    method: "POST",
    path: "/api/v1/heartbeats",
    headers: { "content-type": "application/json" },
    body: printJson(beats),
  });
});

afterEach(async () => {
  await http.close();
});

function remove(path: string) {
  return send(http.port, { method: "DELETE", path: `/api/v1/topology/${path}` });
}

function replicas(): string[] {
  return Array.from(
    http.controlPlane.snapshot().replicas,
    ({ shardId, regionId }) => `${shardId}/${regionId}`,
  );
}

/** Under `storage: config` every removal was a 409, also of what is not in the configuration: it stayed for a day. */
describe("what registered itself can be removed though the topology is kept in the configuration", () => {
  test("a shard, with its replicas", async () => {
    expect((await remove("shards/5")).status).not.toBe(409);
    expect(replicas()).toEqual(["0/0", "6/7"]);
  });

  test("a region, with its replicas", async () => {
    expect((await remove("regions/7")).status).toBe(204);
    expect(replicas()).toEqual(["0/0", "5/0"]);
  });

  test("a region that is known only as a follower; it stays away while heartbeats go on naming it", async () => {
    expect(http.controlPlane.totals().inboundLag).toHaveLength(1);
    expect((await remove("regions/9")).status).toBe(204);
    expect(http.controlPlane.totals().inboundLag).toEqual([]);
    await send(http.port, {
      method: "POST",
      path: "/api/v1/heartbeats",
      headers: { "content-type": "application/json" },
      body: printJson(
        http.heartbeat({
          shard_id: 0,
          region_id: 0,
          last_heartbeat_ns: 2_000_000_000_000_000_000n,
          replication_lag: { 8: 1, 9: 5 },
        }),
      ),
    });
    expect(http.controlPlane.totals().inboundLag.map(({ regionId }) => regionId)).toEqual([8]);
  });

  test("what is declared cannot, and the answer says where it is kept", async () => {
    for (const path of ["shards/0", "regions/0"]) {
      const answer = await remove(path);
      expect([answer.status, answer.json()["detail"]]).toEqual([
        409,
        expect.stringContaining("exporter.yml"),
      ]);
    }
    expect(replicas()).toEqual(["0/0", "5/0", "6/7"]);
  });
});
