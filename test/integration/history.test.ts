import { EVENT_KIND_NAMES } from "../../src/domain/terms/cluster-event";
import { eventually } from "../support/programs/eventually";
import { RunningExporter } from "../support/app/running-exporter";
import { EventReader } from "../support/http/event-reader";

const KEPT =
  "storage: { kind: file, path: FOLDER/state.json }\nhealth: { offline_after: 1500ms }\ncluster: { regions: { 1: eu-west } }\n";

let exporter: RunningExporter;

afterEach(async () => {
  await exporter.remove();
});

async function titles(query = ""): Promise<readonly string[]> {
  const { events } = (await (await exporter.request(`/api/v1/events?order=oldest${query}`)).json()) as {
    readonly events: readonly { readonly title: string; readonly id: number }[];
  };
  return events.map(({ title }) => title.replace(/\d+ s ago/, "N s ago"));
}

function untilTold(title: RegExp): Promise<true> {
  return eventually(`an event says ${String(title)}`, 10_000, async () =>
    (await titles()).some((told) => title.test(told)) ? true : undefined,
  );
}

function change(method: string, path: string, body?: unknown): Promise<Response> {
  return exporter.request(path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

test("an exporter with a state file remembers through restarts what happened and how it ended", async () => {
  exporter = await RunningExporter.start(KEPT);
  await change("PUT", "/api/v1/topology/shards/7", { region_id: 3 });
  await change("PUT", "/api/v1/topology/shards/7", { region_id: 2 });
  await change("PUT", "/api/v1/topology/shards/7", { region_id: 2 });
  await change("DELETE", "/api/v1/topology/shards/7");
  await change("PUT", "/api/v1/tenants/5", {});
  await change("PUT", "/api/v1/tenants/5", { max_entities: 1 });
  await change("DELETE", "/api/v1/tenants/5");
  await change("POST", "/-/reload");
  await exporter.configure("storage: [");
  await change("POST", "/-/reload");
  await exporter.configure(KEPT);
  // Only now: while shard 7 is silent too, as on a slow machine, nothing at all is heard, which is another incident.
  await exporter.heartbeat({ shard_id: 3, region_id: 1 });
  await untilTold(/incident began: eu-west silent/);
  await exporter.restart();
  await untilTold(/incident goes on/);

  // Of regions that shard 7 was in for a moment, a slow machine may tell more.
  const changes = ["exporter_", "config_", "shard_", "tenant_"];
  const kinds = EVENT_KIND_NAMES.filter((kind) => changes.some((begin) => kind.startsWith(begin)));
  expect(await titles(kinds.map((kind) => `&kind=${kind}`).join(""))).toEqual([
    "exporter started, version 1.2.3; nothing is known of one before it",
    "shard 7 was added, at home in 3",
    "shard 7 moved from 3 to 2",
    "shard 7 was removed, at home in 2",
    "tenant 5 was added",
    "tenant 5 was changed",
    "tenant 5 was removed",
    "configuration reloaded",
    "configuration not reloaded: a problem, which the log names; nothing was changed",
    "exporter stopped: it was asked to",
    "exporter started, version 1.2.3; the one before it stopped in order N s ago",
  ]);
  expect(await titles("&region=eu-west")).toEqual([
    "eu-west went from Unknown to Healthy",
    "eu-west went from Healthy to Offline",
    "incident began: eu-west silent: 1 replica, 1 shard without a leader",
    "eu-west went from Unknown to Offline",
    "incident goes on: eu-west silent: 1 replica, 1 shard without a leader",
  ]);
  expect(await exporter.metrics("tidaldb_exporter_events_unkept")).toEqual([
    "tidaldb_exporter_events_unkept 0",
  ]);
});

test("work that lapses is told once, whether an exporter runs at that moment or not", async () => {
  exporter = await RunningExporter.start(KEPT);
  await change("PUT", "/api/v1/maintenance/drain", {
    region_id: 1,
    by: "ada",
    reason: "disks",
    duration_ms: 20,
  });
  await exporter.restart();
  await untilTold(/maintenance drain lapsed/);
  await exporter.restart();
  expect((await titles("&kind=maintenance_announced&kind=maintenance_lapsed")).length).toBe(2);
});

test("a client of the stream that was cut off by a restart gets what it missed", async () => {
  exporter = await RunningExporter.start(KEPT);
  const portOf = (): number => Number(new URL(exporter.url).port);
  const before = new EventReader(portOf(), "/api/v1/events/stream?after=0");
  await before.until(/exporter started/);
  await exporter.restart();
  await before.ended;
  const lastId = [...before.text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "";
  const after = new EventReader(portOf(), "/api/v1/events/stream", { "last-event-id": lastId });
  await after.until(/exporter started/);
  after.close();

  expect(before.titles).toEqual([
    "exporter started, version 1.2.3; nothing is known of one before it",
    "exporter stopped: it was asked to",
  ]);
  expect(after.titles).toEqual([expect.stringMatching(/^exporter started, .* stopped in order \d+ s ago$/)]);
});

test.each([
  ["a file of something else", "not ours\n", "events from before the start are not remembered"],
  [
    "a torn file",
    'tidaldb-exporter-events 1 0\n{"id":1',
    "some lines of the file of events cannot be understood",
  ],
])("%s is a warning, and events are kept as ever", async (_what, text, warning) => {
  exporter = await RunningExporter.start(KEPT);
  await exporter.stop();
  await exporter.write("state.json.events", text);
  await exporter.restart();
  expect(exporter.messages).toContain(warning);
  await exporter.restart();

  expect((await titles()).at(-1)).toMatch(/^exporter started.*the one before it stopped in order/);
});

test("a folder in the place of the file stops nothing: events are in memory, and a metric says so", async () => {
  exporter = await RunningExporter.start(KEPT);
  await exporter.stop();
  await exporter.makeFolder("state.json.events.saving");
  await exporter.write("state.json.events", "");
  await exporter.restart();
  await eventually("the metric counts it", 5_000, async () => {
    const [line] = await exporter.metrics("tidaldb_exporter_events_unkept");
    return line === "tidaldb_exporter_events_unkept 1" ? true : undefined;
  });

  expect((await exporter.request("/-/ready")).status).toBe(200);
  expect(exporter.messages).toContain("events could not be kept; they are in memory until they can");
});

test("a reload tells what it did to a topology and to tenants of the configuration", async () => {
  const config = "topology: { shards: [{ shard_id: 1, region_id: 0 }] }\ntenants: [{ tenant_id: 9 }]\n";
  exporter = await RunningExporter.start(config);
  await exporter.configure(
    config.replace("region_id: 0", "region_id: 1").replace("tenant_id: 9", "tenant_id: 8"),
  );
  await change("POST", "/-/reload");

  expect(await titles()).toEqual([
    "exporter started, version 1.2.3; nothing is known of one before it",
    "shard 1 moved from 0 to 1",
    "tenant 8 was added",
    "tenant 9 was removed",
    "configuration reloaded",
  ]);
});
