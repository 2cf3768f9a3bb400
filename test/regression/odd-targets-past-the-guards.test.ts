import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { createExpressApp } from "../../src/http/app";
import { exchange, parseAnswers } from "../support/http/raw-connection";
import type { RawAnswer } from "../support/http/raw-connection";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

/*
 * `GET http://[/metrics` failed in express before the first of our guards, which answered with a page of its own; and a target
 * with a port beyond all ports made Node print it, as it stands, on standard error.
 */

/** The target, the rest of the head, and the status. */
const TARGETS: readonly (readonly [string, string, number])[] = [
  ["GET http://[/metrics", "", 400],
  ["GET http://a:99999999/metrics", "", 400],
  ["GET http://a:port/metrics", "", 400],
  ["GET http://a:b@c:d:20/metrics", "", 400],
  ["GET http://user:secret@here/metrics", "", 400],
  ["GET http://:80/metrics", "", 200],
  ["GET http:///metrics", "", 400],
  ["GET http:/metrics", "", 400],
  ["GET http://here", "", 200],
  ["GET HTTP://here:10843?", "", 200],
  ["GET http://[::1]:10843/-/healthy", "", 200],
  ["GET http://here/-/healthy#x", "", 400],
  ["GET https://here/metrics?collect[]=exporter", "", 200],
  ["GET ftp://here/metrics", "", 400],
  ["GET javascript:alert(1)", "", 400],
  ["GET //here/metrics", "", 404],
  ["GET //", "", 200],
  ["GET /metrics#\u00a0", "", 400],
  ["GET /-/healthy#x", "", 400],
  ["GET /-/healthy\u00a0", "", 400],
  ["GET /health?region=k\u00f6ln", "", 400],
  ["GET /\\\\here/metrics", "", 404],
  ["GET /%zz", "", 404],
  ["GET /api/v1/tenants/%zz", "", 400],
  ["GET /%00", "", 404],
  ["GET /\0", "", 400],
  ["GET /a\u007f", "", 400],
  ["GET *", "", 404],
  ["OPTIONS *", "", 404],
  ["GET here:80", "", 400],
  ["CONNECT here:80", "", 405],
  ["CONNECT http://[/metrics", "", 405],
  ["GET http://[/metrics", "Upgrade: websocket\r\nConnection: Upgrade\r\n", 400],
  ["POST http://[/api/v1/heartbeats", "Content-Length: 2\r\n", 400],
  ["HEAD http://[/metrics", "", 400],
  ["DELETE http://[/metrics", "Expect: 100-continue\r\n", 400],
  ["GET /-/healthy", "X-Odd: \u00ff\u0080\r\n", 200],
  ["GET /-/healthy", "Host: elsewhere\r\n", 400],
];

const HOSTS: readonly (readonly [string, number])[] = [
  ["here", 200],
  ["here:10843", 200],
  ["[::1]:10843", 200],
  ["tidaldb_exporter:10843", 200],
  ["", 200],
  ["[", 400],
  ["a b", 400],
  ["here/metrics", 400],
  ["user@here", 400],
  ["h\u00f6st", 400],
  ["here:123456789", 400],
];

let http: HttpFixture;
let warned: Error[];
/** About addresses; a process that runs many tests may be warned of something else just then. */
const onWarning = (warning: Error): void => {
  if (warning.message.includes("URL")) warned.push(warning);
};

beforeEach(async () => {
  warned = [];
  process.on("warning", onWarning);
  http = await startHttp();
});

afterEach(async () => {
  process.off("warning", onWarning);
  await http.close();
});

function expectOurs(answer: RawAnswer | undefined, status: number): void {
  expect(answer?.status).toBe(status);
  expect(answer?.headers.get("x-content-type-options")).toBe("nosniff");
  if (status >= 400) expect(answer?.headers.get("content-type")).toBe("application/problem+json");
}

/** Asks, and lets the connection end. */
async function ask(port: number, head: string): Promise<RawAnswer | undefined> {
  const text = await exchange(port, Buffer.from(`${head}\r\n`, "latin1"));
  const [, status, headers, body] = /^HTTP\/1\.1 (\d{3}) .*?\r\n([^]*?)\r\n\r\n([^]*)$/.exec(text) ?? [];
  if (!head.startsWith("HEAD")) return parseAnswers(text)[0];
  expect(body).toBe("");
  const named = (headers ?? "").split("\r\n").map((line) => line.split(": ") as [string, string]);
  return {
    status: Number(status),
    headers: new Map(named.map(([name, value]) => [name.toLowerCase(), value])),
    body: "",
  };
}

test.each(TARGETS)(
  "%j %j is answered by us with %d, and logged in one line",
  async (line, headers, status) => {
    expectOurs(
      await ask(http.port, `${line} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n${headers}`),
      status,
    );
    const lines = http.logged.filter(({ msg }) => msg === "request");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ status });
    expect(JSON.stringify(lines)).not.toMatch(/secret|\[\/|99999999/);
    expect(warned).toEqual([]);
  },
);

test.each(HOSTS)("Host: %j is answered with %d", async (host, status) => {
  expectOurs(
    await ask(http.port, `GET /-/healthy HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n`),
    status,
  );
});

test("an application that is served by somebody else's server answers likewise", async () => {
  const server = createServer(createExpressApp(http.services));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    for (const target of ["http://[/metrics", "http://a:99999999/", "/metrics#x"]) {
      expectOurs(await ask(port, `GET ${target} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n`), 400);
    }
    expectOurs(
      await ask(port, "GET http://here/-/healthy HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"),
      200,
    );
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  expect(warned).toEqual([]);
});
