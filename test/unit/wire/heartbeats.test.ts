import fc from "fast-check";
import type { ShardStats } from "../../../src/domain/shard-stats";
import { parseHeartbeats } from "../../../src/wire/heartbeats";
import type { HeartbeatFormat } from "../../../src/wire/heartbeats";
import { printJson } from "../../../src/wire/json";
import { shardStatsToWire } from "../../../src/wire/shard-stats";
import { anyShardStats } from "../../support/wire/wire-arbitraries";

const stats = (shardId: number): ShardStats => ({
  shardId,
  regionId: 1,
  entityCount: 9007199254740993n,
  signalThroughputEps: 1.5,
  replicationLag: new Map([[0, 12n]]),
  diskBytes: 0n,
  lastHeartbeatNs: 1732300000000000123n,
});
const good = (shardId: number): string => printJson(shardStatsToWire(stats(shardId)));
const ok = (shardId: number): unknown => ({ ok: true, stats: stats(shardId) });
const BAD = good(1).replace("9007199254740993", "-1");
const BAD_MESSAGE = "entity_count: expected a whole number from 0 to 18446744073709551615, got -1";
const EMPTY = "expected a heartbeat, an array of heartbeats, or one heartbeat a line, got an empty body";

/** Enough for the tests of anything but the limit itself. */
const MAX_HEARTBEATS = 1_000;

function parse(text: string, format: HeartbeatFormat): ReturnType<typeof parseHeartbeats> {
  return parseHeartbeats(new TextEncoder().encode(text), format, MAX_HEARTBEATS);
}

describe("a JSON body", () => {
  test("may be one object", () => {
    expect(parse(good(7), "json")).toEqual({ ok: true, heartbeats: [ok(7)] });
  });

  test("may be an array", () => {
    expect(parse(`[${good(7)},\n${good(8)}]`, "json")).toEqual({ ok: true, heartbeats: [ok(7), ok(8)] });
  });

  test("may be an empty array, a batch of none", () => {
    expect(parse("[]", "json")).toEqual({ ok: true, heartbeats: [] });
  });

  test("may start with one byte order mark", () => {
    expect(parse(`\ufeff${good(7)}`, "json")).toEqual({ ok: true, heartbeats: [ok(7)] });
    expect(parse(`\ufeff\ufeff${good(7)}`, "json").ok).toBe(false);
    expect(parse(`\ufeff\ufeff[${good(7)}]`, "json").ok).toBe(false);
  });

  test("keeps good heartbeats beside bad ones, in their places", () => {
    expect(parse(`[${good(7)},${BAD},5,[],${good(8)}]`, "json")).toEqual({
      ok: true,
      heartbeats: [
        ok(7),
        { ok: false, field: "entity_count", message: BAD_MESSAGE },
        { ok: false, field: "", message: "expected an object, got 5" },
        { ok: false, field: "", message: "expected an object, got an array" },
        ok(8),
      ],
    });
  });

  test.each([
    ["a duplicate key", good(1).replace("{", '{"shard_id":1,'), /^not valid JSON: duplicate key "shard_id"/],
    ["a __proto__ key", good(1).replace("{", '{"__proto__":{},'), /^not valid JSON: key "__proto__"/],
    ["deep nesting", "[".repeat(40) + "]".repeat(40), /^not valid JSON: nested deeper than 32 levels/],
    ["an endless integer", "1".repeat(1000), /^not valid JSON: an integer of 1000 characters/],
    ["nothing", "", /^not valid JSON: JSON value expected/],
  ])("keeps good heartbeats beside one with %s", (_name, bad, message) => {
    expect(parse(`[${good(7)},${bad},${good(8)}]`, "json")).toEqual({
      ok: true,
      heartbeats: [ok(7), { ok: false, field: "", message: expect.stringMatching(message) as string }, ok(8)],
    });
  });

  test.each(["NaN", "Infinity", "0x10", "'5'", ""])(
    "names the field whose value %j is no JSON, and keeps the heartbeats beside it",
    (value) => {
      const batch = parse(`[${good(7)},${good(1).replace("1.5", value)},${good(8)}]`, "json");
      expect(batch).toEqual({
        ok: true,
        heartbeats: [
          ok(7),
          {
            ok: false,
            field: "signal_throughput_eps",
            message: expect.stringMatching(/^signal_throughput_eps: not valid JSON: /) as string,
          },
          ok(8),
        ],
      });
    },
  );

  test("of a thousand heartbeats with three bad ones keeps 997", () => {
    const bodies = Array.from({ length: 1000 }, (_, n) => ([0, 500, 999].includes(n) ? BAD : good(n)));
    const batch = parse(`[${bodies.join()}]`, "json");
    const heartbeats = batch.ok ? batch.heartbeats : [];
    expect(heartbeats.filter((heartbeat) => heartbeat.ok)).toHaveLength(997);
    expect(heartbeats.flatMap((heartbeat, index) => (heartbeat.ok ? [] : [index]))).toEqual([0, 500, 999]);
  });

  test("names the first problem of a heartbeat that has several", () => {
    expect(parse("{}", "json")).toEqual({
      ok: true,
      heartbeats: [
        {
          ok: false,
          field: "shard_id",
          message: "shard_id: is missing, expected a whole number from 0 to 65535",
        },
      ],
    });
  });

  test.each([
    ["is empty", "", EMPTY],
    ["is blank", " \r\n\t", EMPTY],
    ["is a byte order mark only", "\ufeff", EMPTY],
    ["is no JSON", "shard_id=7", "not valid JSON: JSON value expected but got 's' at position 0"],
    [
      "is an array that was cut short",
      `[${good(7)},{"shard_id":`,
      `1.shard_id: not valid JSON: Object value expected after ':' at position ${`[${good(7)},{"shard_id":`.length}`,
    ],
    [
      "is an array of things that are no JSON",
      "[a,b]",
      "not valid JSON: Array item expected but got 'a' at position 1",
    ],
    [
      "is NDJSON under the wrong name",
      `${good(7)}\n${good(8)}`,
      `not valid JSON: Expected end of input but got '{' at position ${good(7).length + 1}`,
    ],
  ])("that %s is refused as a whole", (_name, text, message) => {
    expect(parse(text, "json")).toEqual({ ok: false, reason: "not_json", count: 1, message });
  });

  test("that is no UTF-8 is refused as a whole", () => {
    expect(parseHeartbeats(Uint8Array.of(0x5b, 0xff, 0x5d), "json", MAX_HEARTBEATS)).toEqual({
      ok: false,
      reason: "not_json",
      count: 1,
      message: "not valid UTF-8: expected JSON, which is always UTF-8",
    });
  });
});

describe("an NDJSON body", () => {
  test("has one heartbeat a line; blank lines, carriage returns and a last newline do not count", () => {
    expect(parse(`\n${good(7)}\r\n \t\r\n${good(8)}\n`, "ndjson")).toEqual({
      ok: true,
      heartbeats: [ok(7), ok(8)],
    });
    expect(parse(good(7), "ndjson")).toEqual({ ok: true, heartbeats: [ok(7)] });
  });

  test("keeps good heartbeats beside bad ones, which are named by their lines", () => {
    expect(parse(`${good(7)}\n\n${BAD}\nnonsense\n[${good(1)}]\n${good(8)}`, "ndjson")).toEqual({
      ok: true,
      heartbeats: [
        ok(7),
        { ok: false, field: "entity_count", message: `line 3: ${BAD_MESSAGE}` },
        {
          ok: false,
          field: "",
          message: "line 4: not valid JSON: JSON value expected but got 'n' at position 0",
        },
        { ok: false, field: "", message: "line 5: expected an object, got an array" },
        ok(8),
      ],
    });
  });

  test("loses only the line that is no UTF-8", () => {
    const body = Buffer.concat([Buffer.from(`${good(7)}\n`), Buffer.of(0xff, 0x0a), Buffer.from(good(8))]);
    expect(parseHeartbeats(body, "ndjson", MAX_HEARTBEATS)).toEqual({
      ok: true,
      heartbeats: [
        ok(7),
        { ok: false, field: "", message: "line 2: not valid UTF-8: expected JSON, which is always UTF-8" },
        ok(8),
      ],
    });
  });

  test("may start with one byte order mark, and only start", () => {
    expect(parse(`\ufeff${good(7)}\n\ufeff${good(8)}`, "ndjson")).toMatchObject({
      ok: true,
      heartbeats: [ok(7), { ok: false, field: "" }],
    });
  });

  test.each([
    ["is empty", "", EMPTY],
    ["has blank lines only", "\n \r\n\t", EMPTY],
    [
      "has no line that is JSON",
      "\na\nb",
      "line 2: not valid JSON: JSON value expected but got 'a' at position 0",
    ],
  ])("that %s is refused as a whole", (_name, text, message) => {
    expect(parse(text, "ndjson")).toEqual({ ok: false, reason: "not_json", count: 1, message });
  });
});

describe("both formats", () => {
  test.each([
    ["a JSON array", "json", `[${"0,".repeat(MAX_HEARTBEATS)}0]`],
    ["an array that is no JSON as a whole", "json", `[x,${"0,".repeat(MAX_HEARTBEATS)}0]`],
    ["NDJSON", "ndjson", "0\n".repeat(MAX_HEARTBEATS + 1)],
  ] as const)("refuse more heartbeats than a body may have, as %s", (_name, format, text) => {
    expect(parse(text, format)).toEqual({
      ok: false,
      reason: "too_many",
      count: MAX_HEARTBEATS + 1,
      message: "expected at most 1000 heartbeats in one request, got more; send several smaller ones",
    });
  });

  test.each(["json", "ndjson"] as const)("take as many heartbeats as a body may have (%s)", (format) => {
    const zeros = Array<string>(MAX_HEARTBEATS).fill("0");
    const text = format === "json" ? `[${zeros.join()}]` : zeros.join("\n");
    const batch = parse(text, format);
    expect(batch.ok && batch.heartbeats.length).toBe(MAX_HEARTBEATS);
  });

  test("return any heartbeats as they were sent", () => {
    fc.assert(
      fc.property(fc.array(anyShardStats, { minLength: 1, maxLength: 5 }), (sent) => {
        const texts = sent.map((heartbeat) => printJson(shardStatsToWire(heartbeat)));
        const expected = { ok: true, heartbeats: sent.map((heartbeat) => ({ ok: true, stats: heartbeat })) };
        expect(parse(`[${texts.join()}]`, "json")).toStrictEqual(expected);
        expect(parse(texts.join("\n"), "ndjson")).toStrictEqual(expected);
      }),
    );
  });

  test("answer any bytes without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom("json", "ndjson"), (body, format) => {
        expect(typeof parseHeartbeats(body, format, MAX_HEARTBEATS).ok).toBe("boolean");
      }),
    );
  });
});
