import { homedir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { exchange, parseAnswers } from "../support/http/raw-connection";
import type { RawAnswer } from "../support/http/raw-connection";
import { send } from "../support/http/http-client";
import type { TestRequest } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { dependencies, devDependencies } from "../../package.json";

const END = "Connection: close\r\n\r\n";
const HOST = "Host: here\r\n";
const POST = `POST /api/v1/heartbeats HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;
const LONG = "a".repeat(8 * 1024);

/** What is sent, byte for byte, and the status of each answer to it. An empty list: closed without a word. */
const BROKEN: readonly (readonly [string, string, readonly number[]])[] = [
  ["garbage", "\u0016\u0003\u0001\u0002 no HTTP at all\r\n\r\n", [400]],
  ["a TLS greeting", "\u0016\u0003\u0001\u0000\u0005hello\r\n\r\n", [400]],
  ["an empty method", ` / HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["a method in lower case", `get / HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["a method that nobody knows", `BREW / HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["no path", `GET HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["a blank in the path", `GET /a b HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["another protocol", `GET / SPDY/3\r\n${HOST}${END}`, [400]],
  ["HTTP/0.9", `GET /\r\n\r\n`, [400]],
  ["HTTP/2 without asking", `GET / HTTP/2.0\r\n${HOST}${END}`, [400]],
  ["the greeting of HTTP/2", `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`, [400]],
  ["no Host", `GET /-/healthy HTTP/1.1\r\n${END}`, [400]],
  ["no Host, for what is not there", `GET /nowhere HTTP/1.1\r\n\r\n`, [400]],
  ["two Hosts", `GET /-/healthy HTTP/1.1\r\n${HOST}Host: there\r\n${END}`, [400]],
  ["a header without a colon", `GET / HTTP/1.1\r\n${HOST}nonsense\r\n${END}`, [400]],
  ["a blank before the colon", `GET / HTTP/1.1\r\n${HOST}Accept : text/plain\r\n${END}`, [400]],
  ["a folded header", `GET / HTTP/1.1\r\n${HOST}Accept: text/plain\r\n  folded\r\n${END}`, [400]],
  ["a NUL in a header", `GET / HTTP/1.1\r\n${HOST}Accept: a\0b\r\n${END}`, [400]],
  ["a NUL in the path", `GET /a\0b HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["a bare line feed in a header", `GET / HTTP/1.1\r\n${HOST}Accept: a\nb: c\r\n${END}`, [400]],
  ["headers that are too large", `GET / HTTP/1.1\r\n${HOST}X-Long: ${LONG.repeat(3)}\r\n${END}`, [431]],
  ["a path that is too long", `GET /${LONG.repeat(3)} HTTP/1.1\r\n${HOST}${END}`, [431]],
  ["a path of 8 KB", `GET /${LONG} HTTP/1.1\r\n${HOST}${END}`, [404]],
  ["a query of 8 KB", `GET /health?${LONG}=1 HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["half a percent-encoding", `GET /api/v1/tenants/%zz HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["percent-encoding that is no UTF-8", `GET /api/v1/tenants/%ff%fe HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["an encoded NUL", `GET /api/v1/tenants/%00 HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["an encoded way up", `GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\n${HOST}${END}`, [404]],
  ["a way up", `GET /../../etc/passwd HTTP/1.1\r\n${HOST}${END}`, [404]],
  ["a query of half a percent-encoding", `GET /health?region=%zz HTTP/1.1\r\n${HOST}${END}`, [404]],
  ["a whole URL", `GET http://elsewhere/-/healthy HTTP/1.1\r\n${HOST}${END}`, [200]],
  ["a whole URL of another kind", `GET file:///etc/passwd HTTP/1.1\r\n${HOST}${END}`, [400]],
  ["a star", `OPTIONS * HTTP/1.1\r\n${HOST}${END}`, [404]],
  ["TRACE", `TRACE /metrics HTTP/1.1\r\n${HOST}Cookie: secret\r\n${END}`, [405]],
  ["CONNECT", `CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n`, [405]],
  ["CONNECT with a path", `CONNECT /metrics HTTP/1.1\r\n${HOST}\r\n`, [405]],
  [
    "an upgrade",
    `GET /-/healthy HTTP/1.1\r\n${HOST}Upgrade: websocket\r\nConnection: upgrade, close\r\n\r\n`,
    [200],
  ],
  ["an expectation that nobody knows", `${POST}Expect: tea\r\nContent-Length: 2\r\n${END}{}`, [417]],
  ["a length that is no number", `${POST}Content-Length: ten\r\n${END}[]`, [400]],
  ["a negative length", `${POST}Content-Length: -1\r\n${END}[]`, [400]],
  ["a length beyond all numbers", `${POST}Content-Length: 99999999999999999999999\r\n${END}[]`, [400]],
  ["two lengths", `${POST}Content-Length: 2\r\nContent-Length: 3\r\n${END}[]`, [400]],
  ["two lengths in one header", `${POST}Content-Length: 2, 2\r\n${END}[]`, [400]],
  ["a length and chunks", `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n${END}0\r\n\r\n`, [400]],
  ["chunks and a length", `${POST}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n${END}0\r\n\r\n`, [400]],
  ["an unknown transfer encoding", `${POST}Transfer-Encoding: gzip\r\n${END}[]`, [400]],
  [
    "chunks that are something else after all",
    `${POST}Transfer-Encoding: chunked, identity\r\n${END}0\r\n\r\n`,
    [400],
  ],
  ["chunks, badly spelled", `${POST}Transfer-Encoding: xchunked\r\n${END}0\r\n\r\n`, [400]],
  [
    "a chunk size that is no number",
    `${POST}Transfer-Encoding: chunked\r\n${END}zz\r\n[]\r\n0\r\n\r\n`,
    [400],
  ],
  [
    "a chunk size beyond all numbers",
    `${POST}Transfer-Encoding: chunked\r\n${END}fffffffffffffffff\r\n[]`,
    [400],
  ],
  [
    "a chunk that is longer than it says",
    `${POST}Transfer-Encoding: chunked\r\n${END}1\r\n[]\r\n0\r\n\r\n`,
    [400],
  ],
  [
    "chunk extensions without end",
    `${POST}Transfer-Encoding: chunked\r\n${END}2;${LONG.repeat(3)}\r\n[]\r\n`,
    [413],
  ],
  ["a body that is not complete", `${POST}Content-Length: 20\r\n\r\n[`, [408]],
  ["a head that is not complete", `GET /metrics HTTP/1.1\r\n${HOST}`, [408]],
  ["nothing at all", "", [408]],
  ["a good request, then garbage", `GET /-/healthy HTTP/1.1\r\n${HOST}\r\n\u0000\u0001\r\n\r\n`, [200, 400]],
  [
    "a good scrape, then garbage",
    `GET /health.json HTTP/1.1\r\n${HOST}Accept-Encoding: identity\r\n\r\ngarbage`,
    [200, 400],
  ],
];

/** What no answer may contain: where this program is on this machine, what it is made of, and how it got there. */
const MADE_OF = [...Object.keys(dependencies), ...Object.keys(devDependencies), "llhttp", "HPE_", "node:"];
const TELLING = [process.cwd(), homedir(), "node_modules", ".ts:", ".js:", "/src/", "/dist/"];
const STACK = /\bat .*[(:]\d+:\d+|Error:/;

const PROBLEM = {
  file: join(process.cwd(), "exporter.yml"),
  path: "auth.tokens[0].file",
  line: 3,
  column: 7,
  message: `${join(process.cwd(), "secrets", "scrape.token")} cannot be read: no such file`,
};

const JSON_TYPE = { "content-type": "application/json" };

let http: HttpFixture;
/** One that waits for nobody: what is to be answered in time is for the other. */
let impatient: HttpFixture;
let secureHeaders: readonly string[];

beforeAll(async () => {
  impatient = await startHttp({ server: { timeouts: { headerMs: 300, requestMs: 400 } } });
  http = await startHttp({
    services: ({ clusterAdmin }) => ({
      readiness: () => {
        throw new Error(`ENOENT: no such file or directory, open '${__filename}'`);
      },
      reload: () => Promise.resolve({ ok: false, problems: [PROBLEM] }),
      clusterAdmin: {
        ...clusterAdmin,
        assignShard: () => Promise.reject(new Error(`cannot write ${__filename}`)),
      },
    }),
  });
  const { headers } = await send(http.port, { path: "/-/healthy" });
  secureHeaders = Object.keys(headers).filter((name) =>
    /^(x-|content-security|cross-origin|referrer)/.test(name),
  );
});

afterAll(async () => {
  await Promise.all([http.close(), impatient.close()]);
});

function expectDecent({ status, headers, body }: RawAnswer): void {
  const text = [...headers].map((header) => header.join(": ")).join("\n") + body;
  const told = [...MADE_OF, ...TELLING].filter((word) => text.includes(word));
  expect([status, told]).toEqual([status, []]);
  expect(text).not.toMatch(STACK);
  expect(secureHeaders.filter((name) => !headers.has(name))).toEqual([]);
  if (status < 400) return;
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(JSON.parse(body)).toMatchObject({
    type: "about:blank",
    status,
    detail: expect.any(String) as string,
  });
}

test("there are the headers that answers are looked at for", () => {
  expect(secureHeaders.length).toBeGreaterThan(8);
});

test.each(BROKEN)("%s is answered decently, and its connection closed", async (_what, bytes, statuses) => {
  const { port } = statuses.includes(408) ? impatient : http;
  const answers = parseAnswers(await exchange(port, Buffer.from(bytes, "latin1")));
  expect(answers.map(({ status }) => status)).toEqual(statuses);
  for (const answer of answers) expectDecent(answer);
});

/** Requests that arrive whole and are wrong for a route. */
const WRONG: readonly (readonly [string, TestRequest, number])[] = [
  ["no JSON", heartbeats("{"), 400],
  ["JSON of another kind", heartbeats("42"), 202],
  ["half a character", heartbeats(Buffer.from([0x22, 0xc3, 0x22])), 400],
  ["a body in no type", { method: "POST", path: "/api/v1/heartbeats", body: "[]" }, 415],
  ["an unknown compression", heartbeats("[]", { "content-encoding": "br" }), 415],
  ["no gzip, although it says so", heartbeats("[]", { "content-encoding": "gzip" }), 400],
  [
    "a compressed body that ends early",
    heartbeats(gzipSync("[]").subarray(0, 12), { "content-encoding": "gzip" }),
    400,
  ],
  ["nested lists without end", heartbeats("[".repeat(100_000)), 400],
  ["a tenant that is a list", put("/api/v1/tenants/1", "[]"), 400],
  ["a tenant with a field that nobody knows", put("/api/v1/tenants/1", '{"x":1}'), 400],
  ["a tenant called __proto__", put("/api/v1/tenants/__proto__", "{}"), 400],
  ["a field called __proto__", put("/api/v1/tenants/1", '{"__proto__":{"x":1}}'), 400],
  ["a shard beyond all shards", put("/api/v1/topology/shards/65536", '{"region_id":0}'), 400],
  ["a group of metrics that nobody knows", { path: "/metrics?collect[]=../../etc" }, 400],
  ["a region that nobody knows", { path: "/health?region=%3Cscript%3E" }, 404],
  ["a method that a route does not have", { method: "PATCH", path: "/metrics" }, 405],
  ["a configuration with problems", { method: "POST", path: "/-/reload" }, 422],
  ["a change that cannot be kept", put("/api/v1/topology/shards/1", '{"region_id":0}'), 503],
  ["a route that fails", { path: "/-/ready" }, 500],
];

function heartbeats(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): TestRequest {
  return { method: "POST", path: "/api/v1/heartbeats", headers: { ...JSON_TYPE, ...headers }, body };
}

function put(path: string, body: string): TestRequest {
  return { method: "PUT", path, headers: JSON_TYPE, body };
}

test.each(WRONG)("%s is answered decently", async (_what, request, status) => {
  const answer = await send(http.port, request);
  expect(answer.status).toBe(status);
  expectDecent({
    ...answer,
    headers: new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: answer.text,
  });
});

test("where topology and tenants are kept is said without the folder", async () => {
  const readOnly = await startHttp({
    services: ({ clusterAdmin }) => ({
      clusterAdmin: { ...clusterAdmin, keptIn: "/etc/tidaldb-exporter/exporter.yml" },
    }),
  });
  const answer = await send(readOnly.port, put("/api/v1/tenants/1", "{}"));
  await readOnly.close();
  expect(answer.status).toBe(409);
  expect(answer.json()["detail"]).toContain(" kept in exporter.yml ");
});

test("after all of it nothing was recorded, only what is one is called a defect, and good requests are answered", async () => {
  for (const { controlPlane } of [http, impatient]) {
    expect(controlPlane.snapshot().heartbeats.accepted).toBe(0);
  }
  const logged = [...http.logged, ...impatient.logged];
  const defects = logged.filter(({ msg }) => String(msg).includes("defect"));
  expect(defects.map(({ route }) => route)).toEqual(["/-/ready"]);
  expect((await send(http.port, { path: "/-/healthy" })).status).toBe(200);
});
