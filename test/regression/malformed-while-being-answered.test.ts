import { once } from "node:events";
import { connect } from "node:net";

import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp();
});

afterEach(async () => {
  await http.close();
});

/** What the server says to these bytes until it closes the connection. */
async function answerTo(text: string): Promise<string> {
  const socket = connect(http.port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.write(text);
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

test("a request that turns out malformed while a guard is at work is no defect in the log", async () => {
  const answer = await answerTo(
    "GET /health.json HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n",
  );
  // Asked behind it, so that the guards of the first request have come to their end.
  await send(http.port, { path: "/health.json" });

  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(http.logged.filter(({ msg }) => String(msg).includes("defect"))).toEqual([]);
});

test.each(["GET", "HEAD"])(
  "an answer to %s is sent although what follows the request's head in the same packet is malformed",
  async (method) => {
    expect(await answerTo(`${method} /\nTransfer-Encoding: nonsense\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  },
);

test("answers that wait in front of the one whose request turns out malformed are sent too", async () => {
  const answers = await answerTo(
    "GET /health.json HTTP/1.1\r\nHost: a\r\n\r\nPOST /\nTransfer-Encoding: nonsense\r\n\r\n",
  );

  expect(answers.match(/^HTTP\/1\.1 \d+/gm)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400"]);
});
