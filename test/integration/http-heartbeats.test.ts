import { gzipSync } from "node:zlib";

import { printJson } from "../../src/wire/json/json";
import { send, sendJson } from "../support/http/http-client";
import type { TestResponse } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

const PATH = "/api/v1/heartbeats";
const MAX_BODY_BYTES = 256 * 1024;
const NOTHING = { accepted: 0, stale: 0, retired: 0, rejected: [], rejected_count: 0 };

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp({
    services: ({ limits }) => ({ limits: { ...limits, maxBodyBytes: MAX_BODY_BYTES, maxBatch: 1_500 } }),
  });
});

afterEach(async () => {
  await http.close();
});

function post(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestResponse> {
  return send(http.port, {
    method: "POST",
    path: PATH,
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** The server is as it was before: alive, and it takes a heartbeat. */
async function expectUnharmed(): Promise<void> {
  expect((await send(http.port, { path: "/-/healthy" })).status).toBe(200);
  const answer = await post(printJson(http.heartbeat({ shard_id: 65_535 })));
  expect(answer.json()).toEqual({ ...NOTHING, accepted: 1 });
}

test("each request counts once in the histogram of how long that takes, and so does each scrape", async () => {
  const countOf = async (what: "ingest" | "scrape"): Promise<number> => {
    const text = (await send(http.port, { path: "/metrics" })).text;
    return Number(
      new RegExp(`^tidaldb_exporter_${what}_duration_seconds_count (\\d+)$`, "m").exec(text)?.[1],
    );
  };
  const heartbeats = [1, 2, 3].map((shard) => printJson(http.heartbeat({ shard_id: shard })));

  await post(`[${heartbeats.join(",")}]`);
  await post("no JSON");

  expect(await countOf("ingest")).toBe(2);
  expect(await countOf("scrape")).toBe(1);
});

describe("what is taken in", () => {
  test("one heartbeat is recorded with all 64 bits of its numbers", async () => {
    const answer = await post(printJson(http.heartbeat({ entity_count: 2n ** 64n - 1n })));
    expect(answer.status).toBe(202);
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.json()).toEqual({ ...NOTHING, accepted: 1 });
    expect(http.controlPlane.health().shards[0]?.entityCount).toBe(2n ** 64n - 1n);
  });

  test("an array is recorded, and each heartbeat is answered for", async () => {
    const retired = http.heartbeat({ shard_id: 7, region_id: 1 });
    http.controlPlane.updateTopology({ shardId: 7, regionId: 1 });
    http.controlPlane.updateTopology({ shardId: 7, regionId: 2 });
    const beat = http.heartbeat();
    const answer = await post(printJson([beat, beat, retired, { ...beat, region_id: 65536 }]));
    expect(answer.json()).toEqual({
      accepted: 1,
      stale: 1,
      retired: 1,
      rejected: [{ index: 3, field: "region_id", message: expect.stringContaining("65536") as string }],
      rejected_count: 1,
    });
    expect(http.controlPlane.snapshot().heartbeats).toEqual({
      accepted: 1,
      stale: 1,
      retired: 1,
      rejected: 1,
    });
  });

  test.each([
    ["application/x-ndjson", "\n"],
    ["application/x-ndjson; charset=utf-8", "\r\n"],
    ['Application/X-NDJSON; Charset="UTF-8"', "\n\n"],
  ])("one heartbeat a line is recorded as %j", async (contentType, newline) => {
    const lines = [0, 1, 2].map((shardId) => printJson(http.heartbeat({ shard_id: shardId })));
    const answer = await post(lines.join(newline), { "content-type": contentType });
    expect([answer.status, answer.json()["accepted"]]).toEqual([202, 3]);
  });

  test("a gzipped body is inflated", async () => {
    const answer = await post(gzipSync(printJson(http.heartbeat())), { "content-encoding": "gzip" });
    expect(answer.json()).toEqual({ ...NOTHING, accepted: 1 });
  });

  test("an empty array is a batch of none", async () => {
    const answer = await post("[]");
    expect([answer.status, answer.json()]).toEqual([202, NOTHING]);
  });

  test("of 1,000 heartbeats with 3 bad ones 997 are kept", async () => {
    const batch = Array.from({ length: 1_000 }, (_, shardId) => http.heartbeat({ shard_id: shardId }));
    for (const index of [0, 500, 999]) batch[index] = { ...batch[index], entity_count: -1 };
    const answer = await post(printJson(batch));
    expect(answer.status).toBe(202);
    const { accepted, rejected } = answer.json() as { accepted: number; rejected: Record<string, unknown>[] };
    expect(accepted).toBe(997);
    expect(rejected.map(({ index, field }) => [index, field])).toEqual([
      [0, "entity_count"],
      [500, "entity_count"],
      [999, "entity_count"],
    ]);
    expect(http.controlPlane.health().shards).toHaveLength(997);
    await expectUnharmed();
  });

  test("when everything is valid JSON and nothing a heartbeat, it is 202 with every rejection", async () => {
    const answer = await post('[{}, 7, "x", null, []]');
    expect(answer.status).toBe(202);
    expect(answer.json()["rejected_count"]).toBe(5);
    expect(http.controlPlane.snapshot().heartbeats.rejected).toBe(5);
  });

  test("only the first 100 rejections are listed, and all are counted", async () => {
    const answer = await post(printJson(Array.from({ length: 250 }, () => ({}))));
    expect(answer.json()["rejected"]).toHaveLength(100);
    expect(answer.json()["rejected_count"]).toBe(250);
    expect(http.controlPlane.snapshot().heartbeats.rejected).toBe(250);
  });
});

describe("a bad heartbeat is refused by the name of its field", () => {
  test.each([
    ["a text where a number belongs", { shard_id: "0" }, "shard_id"],
    ["a number where a map belongs", { replication_lag: 5 }, "replication_lag"],
    ["a negative count", { entity_count: -1 }, "entity_count"],
    ["a fractional count", { disk_bytes: 1.5 }, "disk_bytes"],
    ["2^64", { last_heartbeat_ns: 2n ** 64n }, "last_heartbeat_ns"],
    ["an id of 65536", { shard_id: 65536 }, "shard_id"],
    ["a follower's id of 65536", { replication_lag: { "65536": 1 } }, "replication_lag"],
    ["a missing field", { region_id: undefined }, "region_id"],
    ["null in a required field", { signal_throughput_eps: null }, "signal_throughput_eps"],
    ["a role nobody knows", { role: "observer" }, "role"],
  ])("%s", async (_case, overrides, field) => {
    const answer = await post(printJson(http.heartbeat(overrides)));
    expect(answer.status).toBe(202);
    const { accepted, rejected } = answer.json() as { accepted: number; rejected: Record<string, string>[] };
    expect([accepted, rejected.length]).toEqual([0, 1]);
    expect(rejected[0]?.["field"]).toContain(field);
    expect(rejected[0]?.["message"]).toContain(field);
    await expectUnharmed();
  });

  test("1e400, which no f64 holds", async () => {
    const text = printJson(http.heartbeat()).replace("1.5", "1e400");
    const answer = await post(text);
    expect(answer.status).toBe(202);
    expect(answer.text).toContain('"field":"signal_throughput_eps"');
    expect(answer.text).toContain("above the range of 64-bit floats");
    await expectUnharmed();
  });

  test("a shard that the topology does not name, when registration is strict", async () => {
    http.controlPlane.configure({ registration: "strict" });
    const answer = await post(printJson(http.heartbeat({ shard_id: 3 })));
    expect(answer.status).toBe(202);
    const { rejected } = answer.json() as { rejected: Record<string, string>[] };
    expect(rejected[0]).toMatchObject({ index: 0, field: "shard_id" });
    expect(rejected[0]?.["message"]).toContain("shard 3");
    expect(http.controlPlane.snapshot().heartbeats.rejected).toBe(1);
    http.controlPlane.configure({ registration: "open" });
    await expectUnharmed();
  });
});

describe("a body without any valid JSON is a 400 that says why", () => {
  const beat = '{"shard_id":0,"region_id":0';
  test.each([
    ["an empty body", "", "empty"],
    ["truncated JSON", beat, "JSON"],
    ["NaN", `${beat},"signal_throughput_eps":NaN}`, "JSON"],
    ["a duplicate key", `${beat},"region_id":0}`, "region_id"],
    ["a __proto__ key", `${beat},"__proto__":{"x":1}}`, "__proto__"],
    ["nesting 10,000 levels deep", "[".repeat(10_000) + "]".repeat(10_000), "32"],
    ["open brackets without end", "[".repeat(200_000), "32"],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), "UTF-8"],
  ])("%s", async (_case, body, expected) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.json()).toMatchObject({ type: "about:blank", title: "Bad Request", status: 400 });
    expect(answer.json()["detail"]).toContain(expected);
    expect(http.controlPlane.snapshot().heartbeats.rejected).toBe(1);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    await expectUnharmed();
  });

  test("a body that is not gzip although it says so", async () => {
    const answer = await post("{}", { "content-encoding": "gzip" });
    expect([answer.status, answer.json()["detail"]]).toEqual([400, expect.stringContaining("gzip")]);
    await expectUnharmed();
  });

  test("gzip that breaks off behind whole heartbeats, which count", async () => {
    const lines = Array.from({ length: 500 }, (_, shardId) =>
      printJson(http.heartbeat({ shard_id: shardId })),
    );
    const answer = await post(gzipSync(lines.join("\n"), { level: 0 }).subarray(0, -100), {
      "content-type": "application/x-ndjson",
      "content-encoding": "gzip",
    });
    expect(answer.status).toBe(400);
    const { accepted } = http.controlPlane.snapshot().heartbeats;
    expect(accepted).toBeGreaterThan(100);
    expect(accepted).toBeLessThan(500);
    expect(answer.json()["detail"]).toContain(`the first ${accepted} were taken in: ${accepted} accepted, `);
  });

  test("gzip that ends too early", async () => {
    const answer = await post(gzipSync(printJson(http.heartbeat())).subarray(0, -12), {
      "content-encoding": "gzip",
    });
    expect([answer.status, answer.json()["detail"]]).toEqual([400, expect.stringContaining("gzip")]);
    await expectUnharmed();
  });
});

describe("a body of the wrong kind is a 415 that says which are taken", () => {
  test.each([
    [undefined, "got none"],
    ["text/plain", "text/plain"],
    ["application/x-www-form-urlencoded", "form"],
    ["multipart/form-data; boundary=x", "multipart"],
    ["application/json; charset=latin1", "latin1"],
    ["not a media type", "not a media type"],
  ])("Content-Type %j", async (contentType, expected) => {
    const answer = await send(http.port, {
      method: "POST",
      path: PATH,
      ...(contentType !== undefined && { headers: { "content-type": contentType } }),
      body: printJson(http.heartbeat()),
    });
    expect(answer.status).toBe(415);
    expect(answer.json()["detail"]).toContain("Content-Type");
    expect(answer.json()["detail"]).toContain(expected);
    expect(http.controlPlane.health().shards).toEqual([]);
    await expectUnharmed();
  });

  test.each(["br", "deflate", "gzip, gzip"])("Content-Encoding %j", async (encoding) => {
    const answer = await post("{}", { "content-encoding": encoding });
    expect([answer.status, answer.json()["detail"]]).toEqual([415, expect.stringContaining(encoding)]);
    await expectUnharmed();
  });
});

describe("a body that is too large is a 413", () => {
  test("a batch of more heartbeats than allowed: those before the limit count, and the answer says so", async () => {
    const batch = Array.from({ length: 1_501 }, (_, shardId) =>
      shardId === 7 ? {} : http.heartbeat({ shard_id: shardId }),
    );
    const answer = await post(printJson([batch[0], ...batch]).replace(/]$/, ",{"));
    expect(answer.status).toBe(413);
    expect(answer.json()["detail"]).toBe(
      "expected at most 1500 heartbeats in one request, got more; send several smaller ones; " +
        "the first 1500 were taken in: 1498 accepted, 1 stale, 0 retired, 1 rejected",
    );
    expect(http.controlPlane.snapshot().heartbeats).toMatchObject({ accepted: 1498, stale: 1, rejected: 2 });
    await expectUnharmed();
  });

  test("a body that announces more bytes than allowed, unread", async () => {
    const answer = await post(Buffer.alloc(MAX_BODY_BYTES + 1, " "));
    expect([answer.status, answer.json()["detail"]]).toEqual([
      413,
      expect.stringContaining(String(MAX_BODY_BYTES)),
    ]);
    await expectUnharmed();
  });

  test("a body of exactly the bytes allowed is read", async () => {
    const text = printJson(http.heartbeat());
    const answer = await post(text + " ".repeat(MAX_BODY_BYTES - text.length));
    expect(answer.json()).toEqual({ ...NOTHING, accepted: 1 });
  });

  test("a body that turns out longer than allowed, sent in chunks", async () => {
    const answer = await post(Buffer.alloc(4 * MAX_BODY_BYTES, " "), { "transfer-encoding": "chunked" });
    expect(answer.status).toBe(413);
    await expectUnharmed();
  });

  test("a body that turns out longer than allowed behind whole heartbeats, which count", async () => {
    const line = printJson(http.heartbeat());
    const lines = Math.ceil(MAX_BODY_BYTES / line.length) + 10;
    const answer = await post(`${line}\n`.repeat(lines), {
      "content-type": "application/x-ndjson",
      "transfer-encoding": "chunked",
    });
    expect(answer.status).toBe(413);
    const { accepted, stale } = http.controlPlane.snapshot().heartbeats;
    expect(accepted).toBe(1);
    expect(stale).toBeGreaterThan(100);
    expect(answer.json()["detail"]).toContain(
      `the first ${1 + stale} were taken in: 1 accepted, ${stale} stale, 0 retired, 0 rejected`,
    );
  });

  test("a heartbeat that is longer than allowed, which costs the others nothing", async () => {
    const limited = await startHttp({
      services: ({ limits }) => ({ limits: { ...limits, maxLineBytes: 1_024 } }),
    });
    try {
      const long = limited.heartbeat({ note: "x".repeat(1_024) });
      const message = "longer than the 1024 bytes that a heartbeat may have here (http.max_line)";
      const batch = await sendJson(limited.port, "POST", PATH, [long, limited.heartbeat()]);
      expect(batch.json()).toEqual({
        ...NOTHING,
        accepted: 1,
        rejected: [{ index: 0, field: "", message }],
        rejected_count: 1,
      });
      const alone = await sendJson(limited.port, "POST", PATH, long);
      expect([alone.status, alone.json()["detail"]]).toEqual([413, message]);
      expect(limited.services.refusals.counts.heartbeat_size).toBe(2);
    } finally {
      await limited.close();
    }
  });

  test("a small body that inflates to more than allowed", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
    expect(bomb.length).toBeLessThan(MAX_BODY_BYTES);
    const answer = await post(bomb, { "content-encoding": "gzip" });
    expect(answer.status).toBe(413);
    await expectUnharmed();
  });

  test("with a PUT too", async () => {
    const answer = await sendJson(http.port, "PUT", "/api/v1/tenants/1", { x: " ".repeat(MAX_BODY_BYTES) });
    expect(answer.status).toBe(413);
    await expectUnharmed();
  });
});

test("the whole of every answer to bad input tells nothing about the inside", async () => {
  const answers = await Promise.all([
    post("{"),
    post("[".repeat(10_000)),
    post("{}", { "content-encoding": "gzip" }),
    send(http.port, { path: "/%ff" }),
    send(http.port, { path: "/api/v1/tenants/%ff" }),
  ]);
  for (const { status, text } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toMatch(/node_modules|\bat .*:\d+:\d+|express|lossless|zod|\/src\/|\/dist\//i);
  }
});

test("with a rate limit, who asks too often gets 429 and Retry-After, and probes go on", async () => {
  const limited = await startHttp({
    services: ({ limits }) => ({
      limits: { ...limits, rateLimit: { requests: 2, heartbeats: 0, windowMs: 60_000 } },
    }),
  });
  try {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const answer = await sendJson(limited.port, "POST", PATH, limited.heartbeat());
      statuses.push(answer.status);
      if (answer.status === 429) {
        expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
        expect(answer.json()["detail"]).toContain("more than 2 requests");
      }
    }
    expect(statuses).toEqual([202, 202, 429]);
    expect((await send(limited.port, { path: "/-/healthy" })).status).toBe(200);
  } finally {
    await limited.close();
  }
});
