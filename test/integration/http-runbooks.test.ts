import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ShippedRunbooks } from "../../src/app/bundle/shipped-runbooks";
import { ALERT_NAMES } from "../../src/bundle/alerts/alert-entries";
import { INCIDENT_CAUSES } from "../../src/domain/terms/incident";
import { send, sendJson } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

const limits = { offlineAfterMs: 45_000, degradedLagMs: 5000 };
const shipped = new ShippedRunbooks(() => limits);

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp({
    assignments: [0, 1].map((id) => ({ shardId: id, regionId: id })),
    services: () => ({ runbooks: shipped }),
  });
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

async function page(path: string, status = 200): Promise<string> {
  const response = await send(http.port, { path });
  expect([path, response.status]).toEqual([path, status]);
  return response.text;
}

test("every alert has a runbook that is served, and every cause of incidents an alert", async () => {
  expect(await shipped.alerts()).toEqual([...ALERT_NAMES].sort());
  for (const alert of ALERT_NAMES) expect(await page(`/runbooks/${alert}`)).toContain(`<h1>${alert}</h1>`);
  for (const cause of INCIDENT_CAUSES) expect(ALERT_NAMES).toContain(shipped.alertOfCause(cause));
});

test("a runbook has the labels of its alert in its queries, and what the exporter sees of them", async () => {
  const text = await page("/runbooks/TidaldbRegionInTrouble.md?region=eu-west");

  expect(text).toContain("tidaldb_incident_active{cluster=&quot;tidaldb&quot;,region=&quot;eu-west&quot;}");
  expect(text).toContain("REGION=eu-west");
  expect(text).toContain("Shard 1: the follower in us-east lags by 7.0 s; the limit is 5.0 s.");
  expect(text).not.toContain("Shard 0");
  expect(text).toContain('<a href="./TidaldbRegionOffline?region=eu-west">');
});

/** What stands beside the steps, by what each says. */
function beside(text: string): readonly string[] {
  return [...text.matchAll(/<div class="now">([\s\S]*?)<\/div>/g)].map(([, found = ""]) =>
    found
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
}

test("beside each step stands what is seen at the moment of what its query asks for, of the alert's region alone", async () => {
  const steps = beside(await page("/runbooks/TidaldbRegionInTrouble?region=eu-west"));

  expect(steps).toEqual([
    "Here, now: tidaldb_incident_active: none",
    "Here, now: tidaldb_incident_started_timestamp_seconds: none",
    "Here, now: tidaldb_incident_shards_without_leader: none",
    expect.stringMatching(
      /^Here, now: eu-west Degraded for .*Shard 1: the follower in us-east lags by 7\.0 s; the limit is 5\.0 s\.$/,
    ),
    "Here, now: tidaldb_region_health: region eu-west, state degraded: 1",
  ]);
});

test.each([
  [
    "TidaldbFollowerLagging",
    "tidaldb_replication_lag_seconds: shard 1, region eu-west, follower us-east: 7.0 s",
  ],
  ["TidaldbFollowerLagging?region=ap-south", "tidaldb_replication_lag_seconds: none"],
  ["TidaldbFollowerLagging?shard=0", "tidaldb_replication_lag_seconds: none"],
  ["TidaldbShardDown", "tidaldb_shard_up: none"],
  ["TidaldbReplicaInTrouble?region=eu-west&shard=1", "shard 1 in eu-west Degraded heard 0.0 s ago"],
  ["TidaldbReplicaInTrouble?region=eu-west&shard=7", "No replica of shard 7 is known."],
])("%s has beside a step: %s", async (path, evidence) => {
  expect(beside(await page(`/runbooks/${path}`)).join("\n")).toContain(evidence);
});

test("of many series the first are named, and how many more there are", async () => {
  const beats = Array.from({ length: 1_200 }, (_, shard) =>
    http.heartbeat({ shard_id: shard, region_id: 2, disk_bytes: 1_024 * (shard + 1) }),
  );
  await sendJson(http.port, "POST", "/api/v1/heartbeats", beats);
  const steps = beside(await page("/runbooks/TidaldbWalGrowth?region=ap-south")).join("\n");

  expect(steps).toContain("tidaldb_shard_wal_bytes: shard 1199, region ap-south: 1.2 MiB; shard 1198, ");
  expect(steps).toContain("; and 1 195 more");
});

test("what several shards suffer alike is one sentence of its evidence", async () => {
  const lagging = [1, 2, 3].map((shard) =>
    http.heartbeat({
      shard_id: shard,
      region_id: 1,
      replication_lag: { "0": 7 },
      replication_lag_ns: { "0": BigInt(6 + shard) * 1_000_000_000n },
    }),
  );
  await sendJson(http.port, "POST", "/api/v1/heartbeats", lagging);
  const text = await page("/runbooks/TidaldbRegionInTrouble?region=eu-west");

  expect(text).toContain("3 shards (1–3): the follower in us-east lags by up to 9.0 s; the limit is 5.0 s.");
  // Above the runbook, and beside the step that asks the exporter.
  expect(text.match(/lags by/g)).toHaveLength(2);
});

test("its evidence fits a telephone: it has no table", async () => {
  const text = await page("/runbooks/TidaldbRegionInTrouble?region=eu-west");

  const evidence = text.slice(text.indexOf("At this moment"), text.indexOf("<article>"));
  expect(evidence).toContain("replicas: 1 degraded");
  expect(evidence).not.toContain("<table");
});

test("without labels it shows all that is wrong", async () => {
  expect(await page("/runbooks/TidaldbExporterAbsent")).toContain("At this moment");
});

test("a region that is not there any more has its runbook all the same", async () => {
  expect(await page("/runbooks/TidaldbRegionOffline?region=removed")).toContain("REGION=removed");
});

test("it names the limits of this exporter", async () => {
  expect(await page("/runbooks/TidaldbRegionOffline")).toContain("45 s");
});

test("the list leads to each of them, and from there back", async () => {
  const list = await page("/runbooks");

  expect([...list.matchAll(/href="\.\/runbooks\/(\w+)"/g)].map(([, name]) => name)).toEqual(
    await shipped.alerts(),
  );
  expect(await page("/runbooks/Watchdog")).toContain('<a href="../runbooks">');
});

test("an incident on the status page leads to what to do about it", async () => {
  const http2 = await startHttp({
    assignments: [0, 1].map((id) => ({ shardId: id, regionId: id })),
    services: () => ({ runbooks: shipped }),
  });
  try {
    await sendJson(http2.port, "POST", "/api/v1/heartbeats", [http2.heartbeat()]);
    for (let seconds = 0; seconds < 40; seconds += 1) {
      http2.clock.advance(1000);
      await sendJson(http2.port, "POST", "/api/v1/heartbeats", [
        http2.heartbeat({ shard_id: 0, region_id: 0 }),
      ]);
      http2.controlPlane.tick();
    }
    const runbook = await send(http2.port, { path: "/runbooks/TidaldbRegionInTrouble?region=eu-west" });
    expect(beside(runbook.text)).toEqual(
      expect.arrayContaining([
        "Here, now: tidaldb_incident_active: cause region_silent, region eu-west: 1",
        expect.stringMatching(
          /^Here, now: tidaldb_incident_started_timestamp_seconds: cause region_silent, region eu-west: \d+\.0 s$/,
        ),
        "Here, now: tidaldb_region_health: region eu-west, state offline: 1",
      ]),
    );
    const { text } = await send(http2.port, { path: "/" });
    expect(text).toMatch(/href="\.\/runbooks\/TidaldbRegionInTrouble\?region=eu-west"[^>]*>What to do<\/a/);
  } finally {
    await http2.close();
  }
});

test.each([
  ["no such alert", "/runbooks/Nothing", 404, "no runbook of"],
  ["a path out of the folder", "/runbooks/..%2F..%2Fpackage", 404, "no runbook of"],
  ["a shard that is no number", "/runbooks/TidaldbShardDown?shard=x", 400, "shard"],
  ["a region that would add lines", "/runbooks/TidaldbRegionOffline?region=a%0A%60%60%60", 400, "region"],
])("%s is refused", async (_, path, status, detail) => {
  expect(await page(path, status)).toContain(detail);
});

test("without runbooks there are none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "runbooks-"));
  try {
    await writeFile(join(folder, "notes.txt"), "");
    expect(await new ShippedRunbooks(() => limits, folder).alerts()).toEqual([]);
    expect(await new ShippedRunbooks(() => limits, join(folder, "missing")).alerts()).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
