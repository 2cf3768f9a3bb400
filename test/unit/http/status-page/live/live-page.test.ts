import { once } from "node:events";
import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { EventLog } from "../../../../../src/domain/history/event-log";
import { statusMoment } from "../../../../../src/http/routes/status-moment";
import { LivePage } from "../../../../../src/http/status-page/live/live-page";
import type { MomentOf } from "../../../../../src/http/status-page/live/live-page";
import { USUAL_CHOICE } from "../../../../../src/http/status-page/page/replica-choice";
import type { ReplicaChoice } from "../../../../../src/http/status-page/page/replica-choice";
import { EventReader } from "../../../../support/http/event-reader";
import { startHttp } from "../../../../support/http/http-fixture";
import type { HttpFixture } from "../../../../support/http/http-fixture";

const MOMENT: MomentOf = (snapshot, services) => statusMoment(snapshot, services, ".");

let http: HttpFixture;
let server: Server;
let log: EventLog | undefined;
let livePage: LivePage;
let looks: jest.SpyInstance;
let choice: ReplicaChoice;
let readers: EventReader[];
let streamed: Promise<void>;

beforeEach(async () => {
  log = new EventLog();
  choice = USUAL_CHOICE;
  readers = [];
  livePage = new LivePage(MOMENT, { lookMs: 3_600_000, longestMs: 60_000 });
  http = await startHttp({ assignments: [{ shardId: 1, regionId: 0 }] });
  looks = jest.spyOn(http.controlPlane, "snapshotInSteps");
  server = createServer((_request, response: ServerResponse) => {
    streamed = livePage.stream(response, { ...http.services, ...(log && { events: log }) }, choice);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  for (const reader of readers) reader.close();
  server.closeAllConnections();
  server.close();
  await http.close();
});

function read(): EventReader {
  const reader = new EventReader((server.address() as AddressInfo).port, "/");
  readers.push(reader);
  return reader;
}

/** The parts that came, in their order. */
function parts(reader: EventReader): readonly string[] {
  return [...reader.text.matchAll(/^data: \{"id":"(\w+)"/gm)].map(([, id]) => id ?? "");
}

function happen(title: string): void {
  log?.add({ kind: "config_reloaded", atNs: 1n, title });
}

test("a page that opens gets every part, and then what changes", async () => {
  const reader = read();
  await reader.until(/"id":"replicas"/);
  expect(new Set(parts(reader))).toEqual(
    new Set(["headline", "wrong", "regions", "links", "figures", "events", "neighbours", "work", "replicas"]),
  );
  const before = parts(reader).length;
  happen("something new");
  await reader.until(/something new/);
  expect(parts(reader).slice(before)).toContain("events");
  expect(parts(reader).slice(before)).not.toContain("regions");
});

test("what everybody has alike is told before what takes a walk over all replicas, the reader's own choice last", async () => {
  const reader = read();
  await reader.until(/"id":"replicas"/);
  expect(parts(reader).slice(-2)).toEqual(["links", "replicas"]);
});

test("of many events at once the first is told, and then all of the rest together", async () => {
  const reader = read();
  await reader.until(/"id":"replicas"/);
  const before = looks.mock.calls.length;
  for (let count = 1; count <= 100; count += 1) {
    happen(`number ${count}.`);
    if (count % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await reader.until(/number 100\./);
  expect(looks.mock.calls.length - before).toBeLessThanOrEqual(3);
});

test("pages that open together share one look, and the parts of it", async () => {
  const opened = Array.from({ length: 20 }, read);
  await Promise.all(opened.map((reader) => reader.until(/"id":"replicas"/)));
  expect(livePage.readerCount).toBe(20);
  const before = looks.mock.calls.length;
  expect(before).toBeLessThan(10);
  happen("for all");
  await Promise.all(opened.map((reader) => reader.until(/for all/)));
  // One that was under way may have told it, and one that was owed may come besides; each page for itself would make twenty.
  expect(looks.mock.calls.length - before).toBeLessThanOrEqual(3);
});

test("each page gets the replicas that it has chosen", async () => {
  const all = read();
  await all.until(/"id":"replicas"/);
  choice = { ...USUAL_CHOICE, state: "Offline" };
  const offline = read();
  await offline.until(/"id":"replicas"/);
  expect(offline.text).toContain("No replica is like that");
  expect(all.text).not.toContain("No replica is like that");
});

test("when the last page is closed nothing is looked at any more", async () => {
  const reader = read();
  await reader.until(/"id":"replicas"/);
  reader.close();
  await streamed;
  expect(livePage.readerCount).toBe(0);
  const before = looks.mock.calls.length;
  happen("nobody reads it");
  await new Promise((resolve) => setImmediate(resolve));
  expect(looks.mock.calls.length).toBe(before);
});

test("it ends in order when the exporter stops", async () => {
  const reader = read();
  await reader.until(/"id":"replicas"/);
  log?.end();
  await reader.ended;
});

test("where nothing would tell of the end, it ends after one look", async () => {
  log = undefined;
  const reader = read();
  await reader.ended;
  expect(parts(reader)).toContain("replicas");
});

test("it ends when it has lasted for long enough, so that credentials are looked at again", async () => {
  livePage = new LivePage(MOMENT, { lookMs: 1, longestMs: 20 });
  await read().ended;
});

test("a look that fails is logged, and the next one is made nevertheless", async () => {
  looks.mockImplementationOnce(() => {
    throw new Error("no snapshot");
  });
  const reader = read();
  await reader.until(/retry/);
  while (looks.mock.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  happen("again");
  await reader.until(/again/);
  expect(http.logged.map(({ msg }) => msg)).toContain("open status pages could not be brought up to date");
});
