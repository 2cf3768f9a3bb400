import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";

import { printJson } from "../../src/wire/json/json";
import { send, sendJson } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { eventually } from "../support/programs/eventually";

const HEAD = ["POST /api/v1/heartbeats HTTP/1.1", "Host: localhost", "Content-Type: application/json"];

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp();
});

afterEach(async () => {
  await http.close();
});

/** A connection that was sent some text; what came back on it is gathered until it is closed. */
async function talk(text: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(http.port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  const answer = new Promise<string>((resolve) => {
    socket.once("close", () => {
      resolve(Buffer.concat(chunks).toString("utf8"));
    });
  });
  socket.on("error", () => undefined); // a reset is one way to be closed; what arrived before it is what counts
  await once(socket, "connect");
  socket.write(text);
  return { socket, answer };
}

async function expectUnharmed(): Promise<void> {
  expect((await send(http.port, { path: "/-/healthy" })).status).toBe(200);
  const answer = await sendJson(http.port, "POST", "/api/v1/heartbeats", http.heartbeat());
  expect(answer.json()["accepted"]).toBe(1);
}

test("100 MB are refused with a 413 that arrives, long before they are sent", async () => {
  const { socket, answer } = await talk(`${[...HEAD, "Content-Length: 100000000"].join("\r\n")}\r\n\r\n`);
  // None of them is ever sent.
  const first = (await once(socket, "data")) as [Buffer];
  expect(first[0].toString("utf8")).toMatch(/^HTTP\/1\.1 413 .*\r\n/);
  await expectUnharmed();
  socket.end();
  expect(await answer).toContain("application/problem+json");
});

test("a client that sends all of a large body before it reads still gets the 413", async () => {
  const { socket, answer } = await talk(`${[...HEAD, "Content-Length: 32000000"].join("\r\n")}\r\n\r\n`);
  socket.pause();
  await new Promise((resolve) => socket.write(Buffer.alloc(32_000_000, " "), resolve));
  socket.resume();
  expect(await answer).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
  await expectUnharmed();
});

test("Chunks that announce no length are refused after the limit", async () => {
  const { socket, answer } = await talk(`${[...HEAD, "Transfer-Encoding: chunked"].join("\r\n")}\r\n\r\n`);
  const block = Buffer.concat([Buffer.from("f4240\r\n"), Buffer.alloc(1_000_000, " "), Buffer.from("\r\n")]);
  for (let sent = 0; sent < 32 && socket.writable; sent += 1) {
    if (!socket.write(block))
      await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), answer]);
  }
  socket.end();
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
  await expectUnharmed();
});

test("a client that asks first is not told to go on with a body that is too large", async () => {
  const head = [...HEAD, "Content-Length: 100000000", "Expect: 100-continue"];
  const { socket, answer } = await talk(`${head.join("\r\n")}\r\n\r\n`);
  await once(socket, "data");
  socket.end();
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
});

test("a client that asks first is told to go on with a body that is fine", async () => {
  const head = [...HEAD, "Content-Length: 2", "Expect: 100-continue", "Connection: close"];
  const { socket, answer } = await talk(`${head.join("\r\n")}\r\n\r\n`);
  const [first] = (await once(socket, "data")) as [Buffer];
  expect(first.toString("utf8")).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  socket.write("[]");
  expect(await answer).toContain("HTTP/1.1 202 Accepted");
});

test.each([
  ["a body that never ends", `${[...HEAD, "Content-Length: 500"].join("\r\n")}\r\n\r\n[`],
  [
    "a chunked body that never ends",
    `${[...HEAD, "Transfer-Encoding: chunked"].join("\r\n")}\r\n\r\n1\r\n[\r\n`,
  ],
  ["a head that never ends", `${HEAD.join("\r\n")}\r\nX-Slow: `],
])("%s is answered with 408 and closed after the request timeout", async (_case, text) => {
  await http.close();
  http = await startHttp({ server: { timeouts: { requestMs: 400 } } });
  const { answer } = await talk(text);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n.*^connection: close\r$.*"status":408/ims);
  expect(http.controlPlane.snapshot().heartbeats.rejected).toBe(0);
  await expectUnharmed();
});

test("a client that leaves in the middle of its body is not answered, counted or logged as an error", async () => {
  const { socket, answer } = await talk(`${[...HEAD, "Content-Length: 500"].join("\r\n")}\r\n\r\n[`);
  socket.destroy();
  await answer;
  await expectUnharmed();
  expect(http.controlPlane.snapshot().heartbeats.rejected).toBe(0);
  expect(http.logged.filter(({ level }) => level === 50)).toEqual([]);
});

test("a connection goes on behind a batch that was refused before all of it had arrived", async () => {
  // No heartbeats, each of which takes the general parser's time, so that the request is paused meanwhile; and one too many.
  const first = `[${"{},".repeat(5_001)}`;
  const rest = " ".repeat(40_000);
  const { socket, answer } = await talk(
    `${[...HEAD, `Content-Length: ${first.length + rest.length}`].join("\r\n")}\r\n\r\n${first}`,
  );
  await once(socket, "data");
  socket.write(`${rest}GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  expect(await answer).toMatch(/^HTTP\/1\.1 413 .*HTTP\/1\.1 200 /s);
});

test("heartbeats count that were complete when their client left", async () => {
  const beats = [1, 2, 3].map((shardId) => printJson(http.heartbeat({ shard_id: shardId })));
  const { socket, answer } = await talk(
    `${[...HEAD, "Content-Length: 5000"].join("\r\n")}\r\n\r\n[${beats.join()},{"shard_id":4`,
  );
  await eventually("three heartbeats are recorded", 10_000, () =>
    http.controlPlane.snapshot().heartbeats.accepted === 3 ? true : undefined,
  );
  socket.destroy();
  await answer;
  await expectUnharmed();
  expect(http.controlPlane.snapshot().heartbeats).toMatchObject({ accepted: 4, rejected: 0 });
});

test.each([
  ["what is not HTTP", "HELO mail\r\n\r\n", 400],
  ["a head that is too large", `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`, 431],
])("%s is answered with a problem", async (_case, text, status) => {
  const { answer } = await talk(text);
  expect(await answer).toMatch(
    new RegExp(`^HTTP/1\\.1 ${status} .*application/problem\\+json.*"status":${status}`, "s"),
  );
  await expectUnharmed();
});
