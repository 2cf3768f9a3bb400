import { setImmediate as nextTurn } from "node:timers/promises";
import { gzipSync } from "node:zlib";

import type { AccessToken } from "../../src/http/access/bearer-tokens";
import type { HttpServices } from "../../src/http/routing/http-services";
import { createRequestListener } from "../../src/http/request-listener";
import { HttpServer } from "../../src/http/server/server";
import { printJson } from "../../src/wire/json/json";
import { send } from "../support/http/http-client";
import type { TestRequest, TestResponse } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

/** A path as senders and scrapers spell it is answered without express; express takes it with a slash at its end too. */
const WAYS = ["", "/"] as const;
const HEARTBEATS = "/api/v1/heartbeats";
const METRICS = "/metrics";

const TOKENS: readonly AccessToken[] = [
  { name: "shards", secret: "ingest-secret-0123456789", scopes: ["ingest"] },
  { name: "prometheus", secret: "scrape-secret-0123456789", scopes: ["scrape"] },
];

/** One more than fit the limits below. */
const MANY = 6;

/** What a request is about, with a name: everything but its path. */
type Case = readonly [name: string, request: Omit<TestRequest, "path">];

const JSON_TYPE = { "content-type": "application/json" };

function post(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Case[1] {
  return { method: "POST", body, headers: { ...JSON_TYPE, ...headers } };
}

/** What differs between any two answers: the time, and what is left of a window of the rate limit. */
function comparable({ status, headers, text }: TestResponse): unknown {
  const { date, ratelimit, "retry-after": retryAfter, ...rest } = headers;
  expect(typeof date).toBe("string");
  const [isLimited, isToComeBack] = [ratelimit !== undefined, retryAfter !== undefined];
  return { status, headers: rest, isLimited, isToComeBack, text };
}

/** Asks one fixture each, so that neither way sees what the other left behind. */
async function expectSameAnswer(
  request: Case[1],
  services: (usual: HttpServices) => Partial<HttpServices>,
  { isRemote = false, repeats = 1, path = HEARTBEATS, query = "" } = {},
): Promise<void> {
  const outcomes = await Promise.all(
    WAYS.map(async (end) => {
      const http = await startHttp({ services });
      const remote = await startRemote(http);
      try {
        const answers: unknown[] = [];
        const port = isRemote ? remote.addresses[0]?.port : http.port;
        for (let asked = 0; asked < repeats; asked += 1) {
          answers.push(comparable(await send(port ?? 0, { ...request, path: `${path}${end}${query}` })));
        }
        const { heartbeats } = http.controlPlane.snapshot();
        return { answers, heartbeats, refusals: http.services.refusals.counts, lines: linesOf(http) };
      } finally {
        await Promise.all([http.close(), remote.stop({ graceMs: 0 })]);
      }
    }),
  );
  expect(outcomes[0]).toEqual(outcomes[1]);
  expect(outcomes[0]?.lines).toHaveLength(repeats);
}

/** The lines about requests, without what no two of them share. */
function linesOf({ logged }: HttpFixture): unknown[] {
  return logged
    .filter(({ msg }) => msg === "request")
    .map((line) => ({ ...line, time: 0, durationMs: typeof line["durationMs"] }));
}

/** The same interface, told that its callers are elsewhere. */
async function startRemote({ services }: HttpFixture): Promise<HttpServer> {
  const listener = createRequestListener(services);
  const server = new HttpServer({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    listener: (request, response) => {
      Object.defineProperty(request.socket, "remoteAddress", { value: "192.0.2.7" });
      listener(request, response);
    },
  });
  await server.start();
  return server;
}

let http: HttpFixture;
let beat: string;
let many: string;

beforeAll(async () => {
  http = await startHttp();
  beat = printJson(http.heartbeat());
  many = Array.from({ length: MANY }, (_, shardId) =>
    printJson(http.heartbeat({ shard_id: shardId })),
  ).join();
  await http.close();
});

const limited = ({ limits }: HttpServices): Partial<HttpServices> => ({
  limits: { ...limits, maxBodyBytes: 4_096, maxBatch: MANY - 1, maxLineBytes: 1_024 },
});

describe("whatever heartbeats are sent, they are answered the same with and without express", () => {
  const cases: readonly (readonly [string, () => Case[1]])[] = [
    ["one heartbeat", () => post(beat)],
    ["an array", () => post(`[${beat},${beat}]`)],
    ["heartbeats on lines", () => post(`${beat}\n{}\n`, { "content-type": "application/x-ndjson" })],
    ["a charset", () => post(beat, { "content-type": "application/json; charset=utf-8" })],
    ["gzip", () => post(gzipSync(beat), { "content-encoding": "gzip" })],
    ["an empty array", () => post("[]")],
    ["a bad heartbeat beside a good one", () => post(`[{},${beat}]`)],
    ["no body at all", () => ({ method: "POST", headers: JSON_TYPE })],
    ["no JSON", () => post("{")],
    ["no gzip", () => post("{}", { "content-encoding": "gzip" })],
    ["another encoding", () => post("{}", { "content-encoding": "br" })],
    ["no Content-Type", () => ({ method: "POST", body: beat })],
    ["another Content-Type", () => post(beat, { "content-type": "text/plain" })],
    ["a batch that is too long", () => post(`[${many}]`)],
    ["a body that is too large", () => post(" ".repeat(5_000))],
    ["chunks that are too large", () => post(" ".repeat(5_000), { "transfer-encoding": "chunked" })],
    ["a heartbeat that is too large", () => post(`{"x":"${"y".repeat(2_000)}"}`)],
    ["a page of another site", () => post(beat, { origin: "https://evil.example" })],
    ["a browser on another site", () => post(beat, { "sec-fetch-site": "cross-site" })],
    ["another method", () => ({ method: "GET" })],
    ["OPTIONS", () => ({ method: "OPTIONS" })],
    ["HEAD", () => ({ method: "HEAD" })],
    ["PUT", () => ({ ...post(beat), method: "PUT" })],
  ];

  test.each(cases)("%s", async (_name, request) => {
    await expectSameAnswer(request(), limited);
  });

  test("a caller on another machine", async () => {
    await expectSameAnswer(post(beat), () => ({}), { isRemote: true });
  });

  test("more requests than are allowed", async () => {
    const rateLimit = { requests: 2, heartbeats: 0, windowMs: 60_000 };
    await expectSameAnswer(post(beat), ({ limits }) => ({ limits: { ...limits, rateLimit } }), {
      repeats: 4,
    });
  });

  test("headers that the operator added or took away", async () => {
    await expectSameAnswer(post(beat), () => ({
      extraHeaders: () => ({ "x-frame-options": "", "x-more": "1" }),
    }));
  });

  test.each([
    ["no token", {}],
    ["the right token", { authorization: "Bearer ingest-secret-0123456789" }],
    ["a token without the scope", { authorization: "Bearer scrape-secret-0123456789" }],
    ["an unknown token", { authorization: "Bearer unknown-secret-0123456789" }],
    ["another scheme", { authorization: "Digest x" }],
  ])("where tokens are configured, %s", async (_name, headers) => {
    await expectSameAnswer(post(beat, headers), () => ({ tokens: () => TOKENS }));
  });

  test("a defect of ours", async () => {
    const failing = ({ controlPlane }: HttpServices): Partial<HttpServices> => {
      controlPlane.recordHeartbeat = () => {
        throw new Error("broken invariant");
      };
      return { controlPlane };
    };
    await expectSameAnswer(post(beat), failing);
    await expectSameAnswer(post(`[${beat},${beat}]`), failing);
    await expectSameAnswer(post(beat), () => ({
      tokens: () => {
        throw new Error("no tokens");
      },
    }));
  });
});

describe("however metrics are asked for, they are answered the same with and without express", () => {
  const get = (headers: Readonly<Record<string, string>> = {}): Case[1] => ({ method: "GET", headers });

  test.each<[string, Case[1], string]>([
    ["all of them", get(), ""],
    ["an empty query", get(), "?"],
    ["some groups", get(), "?collect[]=cluster&collect%5B%5D=region"],
    ["an unknown group", get(), "?collect[]=clusters"],
    ["an unknown parameter", get(), "?collect=cluster"],
    ["OpenMetrics", get({ accept: "application/openmetrics-text;version=1.0.0" }), ""],
    ["gzip", get({ "accept-encoding": "gzip" }), ""],
    ["HEAD", { method: "HEAD" }, ""],
    ["OPTIONS", { method: "OPTIONS" }, ""],
    ["another method", post(""), "?collect[]=cluster"],
  ])("%s", async (_name, request, query) => {
    await expectSameAnswer(request, limited, { path: METRICS, query });
  });

  test.each([
    ["no token", {}],
    ["the right token", { authorization: "Bearer scrape-secret-0123456789" }],
    ["a token without the scope", { authorization: "Bearer ingest-secret-0123456789" }],
  ])("where tokens are configured, %s", async (_name, headers) => {
    await expectSameAnswer(get(headers), () => ({ tokens: () => TOKENS }), { path: METRICS });
  });

  test("a defect of ours", async () => {
    const exposition = {
      render: () => Promise.reject(new Error("broken invariant")),
    } as unknown as HttpServices["exposition"];
    await expectSameAnswer(get(), () => ({ exposition }), { path: METRICS });
  });
});

test("scrapes in flight are counted on both ways together", async () => {
  const waiting: (() => void)[] = [];
  const exposition = {
    render: () =>
      new Promise((_resolve, reject) => {
        waiting.push(() => {
          reject(new Error("enough waited"));
        });
      }),
  } as unknown as HttpServices["exposition"];
  http = await startHttp({
    services: ({ limits }) => ({ exposition, limits: { ...limits, maxScrapesInFlight: 1 } }),
  });
  try {
    const first = send(http.port, { path: METRICS });
    while (waiting.length === 0) await nextTurn();
    expect((await send(http.port, { path: `${METRICS}/` })).status).toBe(503);
    waiting[0]?.();
    expect((await first).status).toBe(500);
  } finally {
    await http.close();
  }
});

test("a rate limit counts requests on both ways together", async () => {
  const rateLimit = { requests: 2, heartbeats: 0, windowMs: 60_000 };
  http = await startHttp({ services: ({ limits }) => ({ limits: { ...limits, rateLimit } }) });
  try {
    const statuses: number[] = [];
    for (const end of [...WAYS, ...WAYS]) {
      statuses.push((await send(http.port, { ...post(beat), path: `${HEARTBEATS}${end}` })).status);
    }
    expect(statuses).toEqual([202, 202, 429, 429]);
  } finally {
    await http.close();
  }
});
