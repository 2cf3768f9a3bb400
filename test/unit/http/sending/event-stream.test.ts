import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EventLog } from "../../../../src/domain/history/event-log";
import { streamEvents } from "../../../../src/http/sending/event-stream";
import type { StreamTimes } from "../../../../src/http/sending/event-stream";
import { EventReader } from "../../../support/http/event-reader";

let log: EventLog;
let server: Server;
let times: StreamTimes;
let reader: EventReader;
let answer: ServerResponse;
let streamed: Promise<void>;

beforeEach(async () => {
  log = new EventLog();
  server = createServer((_request, response: ServerResponse) => {
    answer = response;
    streamed = streamEvents(response, log, { after: 0, filter: {} }, times);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  reader.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function read(wanted: Partial<StreamTimes>): EventReader {
  times = { heartbeatMs: 60_000, longestMs: 60_000, ...wanted };
  reader = new EventReader((server.address() as AddressInfo).port, "/");
  return reader;
}

function add(title: string): void {
  log.add({ kind: "config_reloaded", atNs: 1n, title });
}

test("says now and then that it is there while nothing happens", async () => {
  await read({ heartbeatMs: 5 }).until(/(: nothing new\n\n){3}/);
  add("at last");
  await reader.until(/at last/);

  expect(reader.text).toMatch(/^retry: 3000\n\n(: nothing new\n\n)+id: 1\ndata: .*\n\n/);
});

test("ends when it has lasted for long enough, so that credentials are looked at again", async () => {
  await read({ longestMs: 20 }).ended;

  expect(reader.text).toMatch(/^retry: 3000\n\n(: nothing new\n\n)*$/);
});

test("is over as soon as its client leaves, and listens no more", async () => {
  await read({}).until(/retry/);
  reader.close();
  await streamed;
  add("nobody is told");

  expect(log.events).toHaveLength(1);
});

test("keeps nothing for a client that does not read but its place, and a chunk", async () => {
  read({});
  const response = await reader.response;
  await reader.until(/retry/);
  response.pause();
  const text = "x".repeat(50_000);
  for (let i = 0; i < 400; i += 1) add(`${i} ${text}`);
  // Several turns, in which a stream that does not wait for its client would write all of them.
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  const heldBytes = answer.writableLength;
  expect(heldBytes).toBeLessThan(40 * text.length);
  log.end();
  response.resume();
  await reader.ended;

  expect(reader.titles).toHaveLength(400);
});
