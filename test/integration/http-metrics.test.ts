import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
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
  expect(families.filter((name) => !/^tidaldb_(cluster|incident)/.test(name ?? ""))).toEqual([]);
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

describe("a scrape in parts", () => {
  const parts = (of: number): string[] => Array.from({ length: of }, (_, i) => `${i + 1}/${of}`);
  const linesOf = (text: string): string[] => text.split("\n").filter((line) => /^[a-z]/.test(line));
  const ofItself = /^(?:process|nodejs|tidaldb_exporter)_/;

  beforeEach(async () => {
    const bodies = [16, 32, 48, 64].map((shard_id) => http.heartbeat({ shard_id }));
    await sendJson(http.port, "POST", "/api/v1/heartbeats", bodies);
  });

  test.each(["text/plain", "application/openmetrics-text; version=1.0.0"])(
    "has together what the whole has (%s), whether with gzip or without",
    async (accept) => {
      const whole = await send(http.port, { path: "/metrics", headers: { accept } });
      const texts: string[] = [];
      for (const part of parts(3)) {
        const path = `/metrics?part=${encodeURIComponent(part)}`;
        const plain = await send(http.port, { path, headers: { accept } });
        const { bytes } = await send(http.port, { path, headers: { accept, "accept-encoding": "gzip" } });
        expect([plain.status, plain.headers["content-type"]]).toEqual([200, whole.headers["content-type"]]);
        const withoutItself = (text: string): string[] =>
          linesOf(text).filter((line) => !ofItself.test(line));
        expect(withoutItself(gunzipSync(bytes).toString())).toEqual(withoutItself(plain.text));
        texts.push(plain.text);
      }
      const names = (text: string): string[] =>
        linesOf(text)
          .filter((line) => !ofItself.test(line))
          .sort();
      expect(names(texts.join(""))).toEqual(names(whole.text));
      expect(texts.filter((text) => text.includes("tidaldb_exporter_build_info"))).toEqual([texts[0]]);
    },
  );

  test("goes together with collect[]: a part of the groups that are asked for", async () => {
    const { text } = await send(http.port, { path: "/metrics?part=1/3&collect[]=shard" });
    expect(text).toContain("tidaldb_shard_up");
    expect(text).not.toContain("tidaldb_region_health");
    const empty = await send(http.port, { path: "/metrics?part=2/3&collect[]=cluster" });
    expect([empty.status, empty.text]).toEqual([200, ""]);
  });

  test("that several ask for at once is made once for all who want the same part", async () => {
    const headers = { "accept-encoding": "gzip" };
    const bodies = await Promise.all(
      parts(2).flatMap((part) =>
        [1, 2, 3].map(async () => {
          const { bytes } = await send(http.port, { path: `/metrics?collect[]=shard&part=${part}`, headers });
          return gunzipSync(bytes).toString();
        }),
      ),
    );
    expect(new Set(bodies).size).toBe(2);
    expect(http.services.exposition.openRenderings).toBe(0);
  });

  test("HEAD says what GET would, also that there is no such part", async () => {
    const known = await send(http.port, { method: "HEAD", path: "/metrics?part=2/3" });
    expect([known.status, known.headers["content-type"], known.bytes.length]).toEqual([200, TEXT, 0]);
    expect((await send(http.port, { method: "HEAD", path: "/metrics?part=4/3" })).status).toBe(400);
  });

  test.each(["0/8", "9/8", "1/0", "01/8", "1/99999", "", "all", "3%2F8%2F9", "3/8%00"])(
    "part=%s is a 400 that names the parameter and what was expected",
    async (text) => {
      const answer = await send(http.port, { path: `/metrics?part=${text}` });
      expect([answer.status, answer.headers["content-type"]]).toEqual([400, "application/problem+json"]);
      expect(answer.json()["detail"]).toContain("part: expected K/N, such as 3/8, with N from 1 to 64");
      expect(answer.json()["problems"]).toEqual([expect.objectContaining({ field: "part" })]);
    },
  );

  test.each([
    ["part=1/2&part=2/2", "part", "part: expected one value, got 2"],
    ["part[]=1/2", "part[]", "part[]: unknown query parameter, expected collect[], part"],
    ["parts=1/2", "parts", "parts: unknown query parameter, expected collect[], part"],
  ])("%s is a 400 too", async (query, field, message) => {
    const answer = await send(http.port, { path: `/metrics?${query}` });
    expect(answer.status).toBe(400);
    expect(answer.json()["problems"]).toEqual([{ field, message }]);
  });
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
    expect((await send(moved.port, { path: "/" })).text).toContain('href="./custom/metrics"');
  } finally {
    await moved.close();
  }
});

/** A rendering of these chunks, and whether it was ended. */
class FakeRendering implements Rendering {
  readonly contentType = TEXT;
  readonly chunks: IterableIterator<Uint8Array, undefined>;
  isEnded = false;
  takenCount = 0;

  /** @param byteLength - what is said of the chunks' sum; a body that is never taken to its end may say anything. */
  constructor(
    readonly byteLength: number,
    chunks: Iterable<string>,
  ) {
    const texts = chunks[Symbol.iterator]();
    this.chunks = {
      [Symbol.iterator]: () => this.chunks,
      next: () => {
        const step = texts.next();
        if (step.done === true) return this.#end();
        this.takenCount += 1;
        return { done: false, value: Buffer.from(step.value) };
      },
      return: () => this.#end(),
    };
  }

  readonly release = (): void => {
    this.#end();
  };

  #end(): IteratorReturnResult<undefined> {
    this.isEnded = true;
    return { done: true, value: undefined };
  }
}

/** An exposition that answers every scrape with what `render` makes. */
function fakeExposition(render: () => Rendering | Promise<Rendering>): Exposition {
  return { render: () => Promise.resolve().then(render) } as Partial<Exposition> as Exposition;
}

async function open(port: number, headers = {}): Promise<IncomingMessage> {
  const outgoing = request({ port, host: "127.0.0.1", path: "/metrics", agent: false, headers });
  outgoing.end();
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return incoming;
}

test("a plain answer says how long it is", async () => {
  const { headers, bytes } = await send(http.port, { path: "/metrics" });
  expect(headers["content-length"]).toBe(String(bytes.length));
  expect(headers["transfer-encoding"]).toBeUndefined();
});

describe("several scrapers that take gzip", () => {
  const gzip = { "accept-encoding": "gzip" };

  test("share what is made for them when they come at once, and nothing is held afterwards", async () => {
    const render = jest.spyOn(http.services.exposition, "render");
    const path = "/metrics?collect[]=shard&collect[]=cluster";
    const bodies = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        send(http.port, { path: i % 2 ? path : "/metrics?collect[]=cluster&collect[]=shard", headers: gzip }),
      ),
    );
    expect(render.mock.calls.length).toBeLessThan(10);
    expect(new Set(bodies.map(({ bytes }) => gunzipSync(bytes).toString())).size).toBe(1);
    expect(http.services.exposition.openRenderings).toBe(0);
  });

  test("get what was true after they asked, also when another is being served just then", async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let moment = 0;
    const renderings: FakeRendering[] = [];
    const exposition = fakeExposition(async () => {
      const rendering = new FakeRendering(0, [`${moment}\n`]);
      renderings.push(rendering);
      if (renderings.length === 1) await finished;
      return rendering;
    });
    const slow = await startHttp({ services: () => ({ exposition }) });
    try {
      const first = send(slow.port, { path: "/metrics", headers: gzip });
      while (renderings.length === 0) await nextTurn();
      moment = 1;
      const later = [1, 2, 3].map(() => send(slow.port, { path: "/metrics", headers: gzip }));
      await askAndLeave(slow.port);
      finish();
      const texts = await Promise.all(
        [first, ...later].map(async (answer) => gunzipSync((await answer).bytes).toString()),
      );
      expect(texts).toEqual(["0\n", "1\n", "1\n", "1\n"]);
      // The one that left may only now be seen to have asked.
      while (renderings.some(({ isEnded }) => !isEnded)) await nextTurn();
    } finally {
      await slow.close();
    }
  });

  /** Asks, and goes away before there is an answer. */
  async function askAndLeave(port: number): Promise<void> {
    const outgoing = request({ port, host: "127.0.0.1", path: "/metrics", agent: false, headers: gzip });
    // Its own destruction is told as an error to it.
    outgoing.on("error", () => undefined).end();
    await once(outgoing, "finish");
    outgoing.destroy();
  }

  test("all fail when what they share fails, and the next one does not", async () => {
    let count = 0;
    const exposition = fakeExposition(() => {
      count += 1;
      if (count === 1) throw new Error("a defect of the test");
      return new FakeRendering(3, ["ok\n"]);
    });
    const failing = await startHttp({ services: () => ({ exposition }) });
    try {
      expect((await send(failing.port, { path: "/metrics", headers: gzip })).status).toBe(500);
      const { bytes } = await send(failing.port, { path: "/metrics", headers: gzip });
      expect(gunzipSync(bytes).toString()).toBe("ok\n");
    } finally {
      await failing.close();
    }
  });
});

describe("a large scrape", () => {
  const CHUNK = `${"x".repeat(256 * 1024 - 1)}\n`;

  function* endless(): Generator<string> {
    for (;;) yield CHUNK;
  }

  test("waits for a slow reader, lets others through meanwhile, and ends when the reader leaves", async () => {
    const rendering = new FakeRendering(Number.MAX_SAFE_INTEGER, endless());
    const exposition = fakeExposition(() => rendering);
    const large = await startHttp({ services: () => ({ exposition }) });
    try {
      const incoming = await open(large.port);
      incoming.on("error", () => undefined);
      incoming.pause();
      expect((await send(large.port, { path: "/-/healthy" })).status).toBe(200);
      incoming.destroy();
      while (!rendering.isEnded) await nextTurn();
      // Sockets hold megabytes of their own; an endless body that nobody held back would have come to gigabytes.
      expect(rendering.takenCount).toBeLessThan(400);
      expect(large.logged.filter(({ level }) => level === 50)).toEqual([]);
    } finally {
      await large.close();
    }
  });

  test("other work runs between any two chunks", async () => {
    let turns = 0;
    const between: number[] = [];
    function* noting(): Generator<string> {
      for (let chunk = 0; chunk < 20; chunk += 1) {
        between.push(turns);
        yield "x\n";
      }
    }
    const exposition = fakeExposition(() => new FakeRendering(40, noting()));
    const large = await startHttp({ services: () => ({ exposition }) });
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
    const early = fakeExposition(() => {
      throw new Error("a defect of the test");
    });
    const late = new FakeRendering(2 * CHUNK.length, failing());
    const broken = await startHttp({ services: () => ({ exposition: early }) });
    const cut = await startHttp({ services: () => ({ exposition: fakeExposition(() => late) }) });
    try {
      const answer = await send(broken.port, { path: "/metrics", headers: { "accept-encoding": "gzip" } });
      expect([answer.status, answer.headers["content-encoding"]]).toEqual([500, undefined]);
      expect(answer.text).not.toContain("defect of the test");
      expect(answer.json()).toMatchObject({ status: 500, title: "Internal Server Error" });
      await expect(send(cut.port, { path: "/metrics" })).rejects.toThrow("aborted");
      expect(late.isEnded).toBe(true);
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
