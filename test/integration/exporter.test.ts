import { basename } from "node:path";

import { RunningExporter } from "../support/app/running-exporter";

const DECLARED = `
cluster: { name: prod, regions: { 0: us-east, 1: eu-west } }
topology: { shards: [ { shard_id: 0, region_id: 0 } ] }
`;

const KEPT_IN_FILE = `
cluster: { regions: { 0: us-east, 1: eu-west } }
storage: { kind: file, path: FOLDER/state.json }
`;

let exporter: RunningExporter;

afterEach(() => exporter.remove());

const json = (body: unknown, method = "PUT"): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

describe("a configured exporter", () => {
  beforeEach(async () => {
    exporter = await RunningExporter.start(DECLARED);
  });

  test("takes in a heartbeat and shows it in health and metrics", async () => {
    expect((await exporter.heartbeat({ entity_count: 7 })).status).toBe(202);

    expect(JSON.parse(await exporter.text("/health.json"))).toMatchObject({
      cluster: "prod",
      regions: { "0": "Healthy" },
      total_entities: 7,
    });
    expect(await exporter.metrics("tidaldb_shard_up")).toEqual([
      'tidaldb_shard_up{shard="0",region="us-east"} 1',
    ]);
    expect(await exporter.metrics("tidaldb_exporter_build_info")).toEqual([
      'tidaldb_exporter_build_info{version="1.2.3",revision="abc",node_version="v20.0.0"} 1',
    ]);
    expect(exporter.messages).toContain("region us-east went from Unknown to Healthy");
  });

  test("is ready once it listens, and alive", async () => {
    expect((await exporter.request("/-/ready")).status).toBe(200);
    expect((await exporter.request("/-/healthy")).status).toBe(200);
  });

  test("a reload adds a shard, renames a region and removes what is no longer there, in all families together", async () => {
    await exporter.heartbeat({});
    await exporter.configure(`
cluster: { regions: { 1: europe } }
topology: { shards: [ { shard_id: 5, region_id: 1 } ] }
`);

    expect((await exporter.request("/-/reload", { method: "POST" })).status).toBe(200);

    expect(await exporter.metrics("tidaldb_shard_up")).toEqual([
      'tidaldb_shard_up{shard="5",region="europe"} 0',
    ]);
    expect(await exporter.text("/metrics")).not.toContain("us-east");
    expect(await exporter.metrics("tidaldb_exporter_config_last_reload_successful")).toEqual([
      "tidaldb_exporter_config_last_reload_successful 1",
    ]);
  });

  test("a bad file changes nothing, names every problem with its line, and shows in the reload metric", async () => {
    await exporter.configure("cluster: { regions: { 0: a, 1: a } }\nhelth: { offline_after: soon }\n");

    const answer = await exporter.request("/-/reload", { method: "POST" });

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const body = await answer.text();
    expect(body).toContain("health");
    expect(body).toContain("regions");
    expect(await exporter.metrics("tidaldb_shard_up")).toEqual([
      'tidaldb_shard_up{shard="0",region="us-east"} 0',
    ]);
    expect(await exporter.metrics("tidaldb_exporter_config_last_reload_successful")).toEqual([
      "tidaldb_exporter_config_last_reload_successful 0",
    ]);
    expect(await exporter.metrics("tidaldb_exporter_config_reloads_total")).toEqual([
      'tidaldb_exporter_config_reloads_total{result="succeeded"} 0',
      'tidaldb_exporter_config_reloads_total{result="failed"} 1',
    ]);
  });

  test("an empty file, as one that is just being written, changes nothing and says what stands for the defaults", async () => {
    await exporter.configure("\n");

    const answer = await exporter.request("/-/reload", { method: "POST" });

    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`${basename(exporter.configPath)}:1:1: is empty`);
    expect(await exporter.metrics("tidaldb_shard_up")).toEqual([
      'tidaldb_shard_up{shard="0",region="us-east"} 0',
    ]);
  });

  test("a reload announces planned work that the configuration declares, and ends what is no longer there", async () => {
    const [from, until] = [-60_000, 3_600_000].map((ms) =>
      new Date(Date.now() + ms).toISOString().slice(0, 19),
    );
    const work = `{ id: drain, region: eu-west, by: alice, reason: upgrade, from: ${from}Z, until: ${until}Z }`;
    await exporter.configure(`${DECLARED}maintenance: [ ${work} ]\n`);
    expect((await exporter.request("/-/reload", { method: "POST" })).status).toBe(200);
    expect(JSON.parse(await exporter.text("/api/v1/maintenance"))).toMatchObject({
      maintenance: [{ id: "drain", region_id: 1, state: "active" }],
    });
    expect(await exporter.metrics("tidaldb_maintenance_end_timestamp_seconds")).toHaveLength(1);

    await exporter.configure(DECLARED);
    expect((await exporter.request("/-/reload", { method: "POST" })).status).toBe(200);
    expect(JSON.parse(await exporter.text("/api/v1/maintenance"))).toEqual({ maintenance: [] });
  });

  test("refuses to change a topology that the configuration declares, and says where it is", async () => {
    const answer = await exporter.request("/api/v1/topology/shards/0", json({ shard_id: 0, region_id: 1 }));

    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(basename(exporter.configPath));
  });

  test("once stopped does not answer on its port", async () => {
    const { url } = exporter;
    await exporter.remove();

    await expect(fetch(`${url}/-/healthy`)).rejects.toThrow("fetch failed");
    expect(exporter.messages.slice(-2)).toEqual([
      "stopping: ports closed, finishing open requests",
      "stopped",
    ]);
  });
});

describe("an exporter that keeps its topology in a file", () => {
  beforeEach(async () => {
    exporter = await RunningExporter.start(KEPT_IN_FILE);
  });

  test("has the shards and tenants of before after a restart, and calls no region Healthy or Offline without evidence", async () => {
    await exporter.request("/api/v1/topology/shards/3", json({ shard_id: 3, region_id: 1 }));
    await exporter.request("/api/v1/tenants/9", json({ tenant_id: 9, required_regions: [1] }));
    await exporter.heartbeat({ shard_id: 3, region_id: 1 });

    await exporter.restart();

    expect(await exporter.metrics("tidaldb_cluster_shards ")).toEqual(["tidaldb_cluster_shards 1"]);
    expect(await exporter.text("/api/v1/route?tenant_id=9&entity_id=1")).toContain('"shard_id":3');
    expect(JSON.parse(await exporter.text("/health.json"))).toMatchObject({
      regions: {},
      region_details: { "1": { state: "Unknown" } },
    });
    expect(await exporter.metrics('tidaldb_region_health{region="eu-west",state="unknown"')).toEqual([
      'tidaldb_region_health{region="eu-west",state="unknown"} 1',
    ]);

    await exporter.heartbeat({ shard_id: 3, region_id: 1 });
    expect(JSON.parse(await exporter.text("/health.json"))).toMatchObject({ regions: { "1": "Healthy" } });
  });

  test("has the planned work of before after a restart, with all its digits", async () => {
    const work = { region_id: 1, by: "alice", reason: "upgrade", duration_ms: 3_600_000 };
    const path = "/api/v1/maintenance/drain";
    expect((await exporter.request(`${path}?lease=2m`, json(work))).status).toBe(201);
    const before = await exporter.text(path);

    await exporter.restart();

    expect(await exporter.text(path)).toBe(before);
    expect(await exporter.metrics("tidaldb_maintenance_end_timestamp_seconds")).toEqual([
      expect.stringContaining('id="drain"'),
    ]);
  });

  test("a moved shard's old replica is gone from the very next scrape, and stays gone while it still heartbeats", async () => {
    await exporter.request("/api/v1/topology/shards/3", json({ shard_id: 3, region_id: 0 }));
    await exporter.heartbeat({
      shard_id: 3,
      region_id: 0,
      replication_lag: { 1: 4 },
      leader_seqno: 10,
      signals_total: 9,
    });
    expect(await exporter.text("/metrics")).toContain('shard="3",region="us-east"');

    await exporter.request("/api/v1/topology/shards/3", json({ shard_id: 3, region_id: 1 }));
    expect(await exporter.text("/metrics")).not.toContain('shard="3",region="us-east"');

    const answer = await exporter.heartbeat({ shard_id: 3, region_id: 0 });
    expect(await answer.json()).toMatchObject({ accepted: 0, retired: 1 });
    expect(await exporter.text("/metrics")).not.toContain('shard="3",region="us-east"');
    expect(await exporter.metrics('tidaldb_exporter_heartbeats_total{result="retired"}')).toEqual([
      'tidaldb_exporter_heartbeats_total{result="retired"} 1',
    ]);
  });
});
