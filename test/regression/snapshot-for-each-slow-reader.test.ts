import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { requestFor, SlowReader } from "../support/http/slow-reader";
import { eventually } from "../support/programs/eventually";
import { someTests, triesAll } from "../support/property-runs";

/** An answer about them is more than a kernel takes for who does not read. */
const SHARDS = triesAll() ? 30_000 : 22_000;
/** Few of them wait in a quick run: each is answered with a document of its own in the end. */
const READERS = triesAll() ? 30 : 5;
const MAX_SNAPSHOTS = 4;
const DEADLINE_MS = 20_000;

/** Longer than a test may take: no reader is closed for being slow. */
const server = { timeouts: { idleMs: 600_000 } };

let http: HttpFixture;
let readers: SlowReader[];
let taken: jest.SpyInstance;

beforeEach(async () => {
  readers = [];
  const assignments = Array.from({ length: SHARDS }, (_, shardId) => ({ shardId, regionId: shardId % 2 }));
  http = await startHttp({
    assignments,
    server,
    services: ({ limits }) => ({ limits: { ...limits, addressShare: 100, maxSnapshots: MAX_SNAPSHOTS } }),
  });
  taken = jest.spyOn(http.controlPlane, "snapshotInSteps");
});

afterEach(async () => {
  for (const reader of readers) reader.close();
  await http.close();
});

async function openReader(path: string): Promise<SlowReader> {
  const reader = await SlowReader.open(http.port, requestFor(path));
  readers.push(reader);
  return reader;
}

/** Each held a snapshot of its own: 2 GB with 400 of them and 100,000 replicas. */
async function holdOnlySoMany(): Promise<void> {
  for (let count = 0; count < MAX_SNAPSHOTS; count += 1) await (await openReader("/health.json")).firstLine();
  expect(taken).toHaveBeenCalledTimes(MAX_SNAPSHOTS);
  for (let count = MAX_SNAPSHOTS; count < READERS; count += 1) await openReader("/health.json?region=1");
  // A heartbeat that is there before the question is in the answer, also when that had to wait.
  http.controlPlane.recordShardHeartbeat({
    shardId: 7,
    regionId: 1,
    entityCount: 4_711n,
    signalThroughputEps: 1,
    replicationLag: new Map(),
    diskBytes: 1n,
    lastHeartbeatNs: http.clock.now().wallNs,
  });
  const health = send(http.port, { path: "/health.json" });
  expect((await send(http.port, { path: "/metrics" })).status).toBe(200);
  expect(taken).toHaveBeenCalledTimes(MAX_SNAPSHOTS);
  http.clock.advance(5_000);
  expect((await health).text).toContain("4711");
  expect(taken).toHaveBeenCalledTimes(MAX_SNAPSHOTS + 1);
  expect(http.services.refusals.counts).toMatchObject({ snapshots: 1, answers_in_flight: 0 });
}

async function isLetGo(): Promise<void> {
  for (let count = 0; count < MAX_SNAPSHOTS; count += 1) await (await openReader("/health.json")).firstLine();
  const health = send(http.port, { path: "/health.json?shards=false" });
  readers[0]?.close();
  expect((await health).status).toBe(200);
  expect(http.services.refusals.counts.snapshots).toBe(0);
}

async function isToldToComeBack(): Promise<void> {
  await http.close();
  http = await startHttp({
    assignments: Array.from({ length: SHARDS }, (_, shardId) => ({ shardId, regionId: 0 })),
    server,
    services: ({ limits }) => ({ limits: { ...limits, addressShare: 100, maxAnswersInFlight: 2 } }),
  });
  for (const path of ["/health.json", "/health.json"]) await (await openReader(path)).firstLine();
  for (const path of ["/health.json", "/", "/api/v1/topology", "/api/v1/tenants", "/api/v1/openapi.json"]) {
    const { status, headers } = await send(http.port, { path });
    expect([path, status, headers["retry-after"]]).toEqual([path, 503, "1"]);
  }
  for (const path of ["/metrics", "/health", "/-/ready", "/-/healthy", "/api/v1/topology/shards/1"]) {
    expect([path, (await send(http.port, { path })).status]).toEqual([path, 200]);
  }
  expect(http.services.refusals.counts.answers_in_flight).toBe(5);
  for (const reader of readers) reader.close();
  await eventually("places are free again", DEADLINE_MS, async () =>
    (await send(http.port, { path: "/" })).status === 200 ? true : undefined,
  );
}

someTests(2, [
  ["readers that come one after the other and do not read hold only so many snapshots", holdOnlySoMany],
  ["a snapshot is let go when its reader leaves", isLetGo],
  ["what is beyond the places is told to come back", isToldToComeBack],
]);
