import { once } from "node:events";
import { connect } from "node:net";

import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

const FIRST = "GET /health.json HTTP/1.1\r\nHost: a\r\n\r\n";
const SECOND_HEAD =
  "PUT /api/v1/tenants/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n" +
  "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n";
const SECOND_BODY = "{}";
const SECOND_ANSWER = /^HTTP\/1\.1 201 [^]*\r\n\r\n\{"tenant_id":3\}\n$/;
const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp();
});

afterEach(async () => {
  await http.close();
});

/** Whatever comes back, cut where an answer begins. `onContinue` is sent when the server says "100 Continue". */
async function answersTo(text: string, onContinue?: string): Promise<readonly string[]> {
  const socket = connect(http.port, "127.0.0.1");
  let received = "";
  let waiting = onContinue;
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
    if (waiting === undefined || !received.includes(CONTINUE)) return;
    socket.write(waiting);
    waiting = undefined;
  });
  socket.write(text);
  await once(socket, "close");
  return received.split(/(?=HTTP\/1\.1 )/);
}

test("an answer behind another one holds no 100 Continue between its head and its body", async () => {
  const [, ...second] = await answersTo(FIRST + SECOND_HEAD + SECOND_BODY);

  expect(second.join("")).toMatch(SECOND_ANSWER);
});

test("a client that waits for 100 Continue behind another request gets it", async () => {
  const [, continued, ...second] = await answersTo(FIRST + SECOND_HEAD, SECOND_BODY);

  expect(continued).toBe(CONTINUE);
  expect(second.join("")).toMatch(SECOND_ANSWER);
});
