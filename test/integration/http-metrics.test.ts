import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

import type { Exposition, Rendering } from "../../src/metrics/exposition";
import { send, sendJson } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

const TEXT = "text/plain; version=0.0.4; charset=utf-8";
const OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp({ assignments: [{ shardId: 0, regionId: 0 }] });
  await sendJson(http.port, "POST", "/api/v1/heartbeats", http.heartbeat());
});

afterEach(async () => {
  await http.close();
});

test("a scrape without an Accept header is text", async () => {
  const { status, headers, text } = await send(http.port, { path: "/metrics" });
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe(TEXT);
  expect(headers.vary).toBe("Accept, Accept-Encoding");
  expect(headers["content-encoding"]).toBeUndefined();
  expect([headers["cache-control"], headers.etag, headers["last-modified"]]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(text).toContain('\ntidaldb_region_health{region="us-east",state="healthy"} 1\n');
});

test.each([
  ["application/openmetrics-text; version=1.0.0", OPENMETRICS],
  ["application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.9", TEXT],
  ["text/html", TEXT],
])("Accept: %s is answered with %s", async (accept, contentType) => {
  const { status, headers, text } = await send(http.port, { path: "/metrics", headers: { accept } });
  expect([status, headers["content-type"]]).toEqual([200, contentType]);
  expect(text.endsWith("# EOF\n")).toBe(contentType === OPENMETRICS);
});

test("a scraper that takes gzip gets the same bytes compressed", async () => {
  const path = "/metrics?collect[]=cluster&collect[]=region";
  const plain = await send(http.port, { path });
  const { headers, bytes } = await send(http.port, { path, headers: { "accept-encoding": "gzip" } });
  expect(headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(bytes).toString("utf8")).toBe(plain.text);
});

test("collect[] narrows the scrape to its groups", async () => {
  const { text } = await send(http.port, { path: "/metrics?collect[]=cluster" });
  const families = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
  expect(families.length).toBeGreaterThan(3);
  expect(families.filter((name) => !name?.startsWith("tidaldb_cluster_"))).toEqual([]);
});

test.each([
  ["collect[]=cluster&collect[]=shards", "collect[]", "cluster, region, shard, follower, exporter"],
  ["collect=cluster", "collect", "expected collect[]"],
])("%s is a 400 that names the parameter and what it could be", async (query, field, expected) => {
  const answer = await send(http.port, { path: `/metrics?${query}` });
  expect([answer.status, answer.headers["content-type"]]).toEqual([400, "application/problem+json"]);
  expect(answer.json()["detail"]).toContain(expected);
  expect(answer.json()["problems"]).toEqual([expect.objectContaining({ field })]);
});

test("HEAD says what GET would, without a body and without rendering", async () => {
  const render = jest.spyOn(http.services.exposition, "render");
  const { status, headers, bytes } = await send(http.port, { method: "HEAD", path: "/metrics" });
  expect([status, headers["content-type"], bytes.length]).toEqual([200, TEXT, 0]);
  expect(render).not.toHaveBeenCalled();
});

test("the metrics are where the telemetry path says", async () => {
  const moved = await startHttp({ services: () => ({ telemetryPath: "/custom/metrics" }) });
  try {
    expect((await send(moved.port, { path: "/custom/metrics" })).headers["content-type"]).toBe(TEXT);
    expect((await send(moved.port, { path: "/metrics" })).status).toBe(404);
    expect((await send(moved.port, { path: "/" })).text).toContain('href="/custom/metrics"');
  } finally {
    await moved.close();
  }
});

describe("a large scrape", () => {
  const CHUNK = `${"x".repeat(256 * 1024 - 1)}\n`;

  /** An exposition of endless chunks, of which it counts how many were taken. */
  function chunky(chunks: Iterable<string>): Exposition {
    const rendering: Rendering = { contentType: TEXT, chunks };
    return { render: () => Promise.resolve(rendering) } as Partial<Exposition> as Exposition;
  }

  function* endless(taken: { count: number; ended: () => void }): Generator<string> {
    try {
      for (;;) {
        taken.count += 1;
        yield CHUNK;
      }
    } finally {
      taken.ended();
    }
  }

  async function open(port: number, headers = {}): Promise<IncomingMessage> {
    const outgoing = request({ port, host: "127.0.0.1", path: "/metrics", agent: false, headers });
    outgoing.end();
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    return incoming;
  }

  test.each([{}, { "accept-encoding": "gzip" }])(
    "waits for a slow reader, lets others through meanwhile, and ends when the reader leaves (%j)",
    async (headers) => {
      const taken = { count: 0, ended: () => undefined as unknown };
      const ended = new Promise(
        (resolve) =>
          (taken.ended = () => {
            resolve(undefined);
          }),
      );
      const large = await startHttp({ services: () => ({ exposition: chunky(endless(taken)) }) });
      try {
        const incoming = await open(large.port, headers);
        incoming.on("error", () => undefined);
        incoming.pause();
        expect((await send(large.port, { path: "/-/healthy" })).status).toBe(200);
        incoming.destroy();
        await ended;
        // Sockets hold megabytes of their own; an endless body that nobody held back would have come to gigabytes.
        const limit = "accept-encoding" in headers ? 20_000 : 400;
        expect(taken.count).toBeLessThan(limit);
        expect(large.logged.filter(({ level }) => level === 50)).toEqual([]);
      } finally {
        await large.close();
      }
    },
  );

  test("other work runs between any two chunks", async () => {
    let turns = 0;
    const between: number[] = [];
    function* noting(): Generator<string> {
      for (let chunk = 0; chunk < 20; chunk += 1) {
        between.push(turns);
        yield "x\n";
      }
    }
    const large = await startHttp({ services: () => ({ exposition: chunky(noting()) }) });
    const count = (): void => {
      turns += 1;
      if (between.length < 20) setImmediate(count);
    };
    try {
      setImmediate(count);
      await send(large.port, { path: "/metrics" });
      expect(new Set(between).size).toBe(20);
    } finally {
      await large.close();
    }
  });

  test("a failure before the first byte is a whole problem, and one after it cuts the answer off", async () => {
    function* failing(): Generator<string> {
      yield CHUNK;
      throw new Error("a defect of the test");
    }
    const early = { render: () => Promise.reject(new Error("a defect of the test")) };
    const broken = await startHttp({
      services: () => ({ exposition: early as Partial<Exposition> as Exposition }),
    });
    const cut = await startHttp({ services: () => ({ exposition: chunky(failing()) }) });
    try {
      const answer = await send(broken.port, { path: "/metrics", headers: { "accept-encoding": "gzip" } });
      expect([answer.status, answer.headers["content-encoding"]]).toEqual([500, undefined]);
      expect(answer.text).not.toContain("defect of the test");
      expect(answer.json()).toMatchObject({ status: 500, title: "Internal Server Error" });
      await expect(send(cut.port, { path: "/metrics" })).rejects.toThrow("aborted");
      for (const { logged } of [broken, cut]) {
        expect(logged.find(({ level }) => level === 50)).toMatchObject({
          route: "/metrics",
          err: { message: "a defect of the test" },
        });
      }
    } finally {
      await Promise.all([broken.close(), cut.close()]);
    }
  });
});
