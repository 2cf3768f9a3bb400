import fc from "fast-check";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { HeartbeatReader } from "../../../../src/wire/heartbeats/heartbeat-entries";
import { HeartbeatStream } from "../../../../src/wire/heartbeats/heartbeat-stream";
import { parseHeartbeat } from "../../../../src/wire/heartbeats/parse-heartbeat";
import { propertyRuns } from "../../../support/property-runs";
import { anyText } from "../../../support/any-text";
import { anyHeartbeatText, heartbeatText } from "../../../support/wire/heartbeat-texts";
import { parseHeartbeats, streamHeartbeats } from "../../../support/wire/parse-heartbeats";
import type { HeartbeatFormat } from "../../../support/wire/parse-heartbeats";
import { anyShardStats } from "../../../support/wire/wire-arbitraries";

const stats = (shardId: number): ShardStats => ({
  shardId,
  regionId: 1,
  entityCount: 9007199254740993n,
  signalThroughputEps: 1.5,
  replicationLag: new Map([[0, 12n]]),
  diskBytes: 0n,
  lastHeartbeatNs: 1732300000000000123n,
});
const good = (shardId: number): string => heartbeatText(stats(shardId));
const ok = (shardId: number): unknown => ({ ok: true, value: stats(shardId) });
const BAD = good(1).replace("9007199254740993", "-1");
const BAD_MESSAGE = "entity_count: expected a whole number from 0 to 18446744073709551615, got -1";
const EMPTY = "expected a heartbeat, an array of heartbeats, or one heartbeat a line, got an empty body";

const UNENDED = "not valid JSON: the body ended inside the array; what was complete was taken in";

/** Enough for the tests of anything but the limit itself. */
const MAX_HEARTBEATS = 1_000;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function parse(text: string, format: HeartbeatFormat): ReturnType<typeof parseHeartbeats> {
  return parseHeartbeats(utf8(text), format, MAX_HEARTBEATS);
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
      "is an array that was cut short in its first heartbeat",
      '[{"shard_id":',
      "shard_id: not valid JSON: Object value expected after ':' at position 12",
    ],
    ["is an array that was cut short before anything", " [ ", UNENDED],
    [
      "is an empty array with something behind it",
      "[] x",
      'not valid JSON: expected nothing behind the array, got "x"',
    ],
    [
      "is an array of things that are no JSON",
      "[a,b]",
      "not valid JSON: JSON value expected but got 'a' at position 0",
    ],
    [
      "is NDJSON under the wrong name",
      `${good(7)}\n${good(8)}`,
      `not valid JSON: Expected end of input but got '{' at position ${good(7).length + 1}`,
    ],
  ])("that %s is refused as a whole", (_name, text, message) => {
    expect(parse(text, "json")).toEqual({ ok: false, reason: "not_json", message });
  });

  test("that is no UTF-8 is refused as a whole", () => {
    expect(parseHeartbeats(Uint8Array.of(0x7b, 0xff, 0x7d), "json", MAX_HEARTBEATS)).toEqual({
      ok: false,
      reason: "not_json",
      message: "not valid UTF-8: expected JSON, which is always UTF-8",
    });
  });

  test("loses only the element that is no UTF-8", () => {
    const body = Buffer.concat([utf8(`[${good(7)},`), Buffer.of(0xff), utf8(`,${good(8)}]`)]);
    expect(parseHeartbeats(body, "json", MAX_HEARTBEATS)).toEqual({
      ok: true,
      heartbeats: [
        ok(7),
        { ok: false, field: "", message: "not valid UTF-8: expected JSON, which is always UTF-8" },
        ok(8),
      ],
    });
  });

  test.each([
    ["behind a comma", `[${good(7)},`, { field: "", message: UNENDED }],
    ["behind a heartbeat", `[${good(7)}`, { field: "", message: UNENDED }],
    [
      "inside a heartbeat",
      `[${good(7)},{"shard_id":`,
      {
        field: "shard_id",
        message: "shard_id: not valid JSON: Object value expected after ':' at position 12",
      },
    ],
    [
      "inside a text",
      `[${good(7)},{"shard_id`,
      { field: "", message: expect.stringMatching(/^not valid JSON: /) as string },
    ],
    [
      "not at all, and something follows it",
      `[${good(7)}]]${good(8)}`,
      { field: "", message: 'not valid JSON: expected nothing behind the array, got "]"' },
    ],
  ])("whose array breaks off %s keeps what was complete, and says so", (_where, text, refused) => {
    expect(parse(text, "json")).toEqual({ ok: true, heartbeats: [ok(7), { ok: false, ...refused }] });
  });

  test("has its elements cut at their own commas and brackets", () => {
    const texts = ['"a,b"', '"]"', '"\\",["', "{,}", "[1,[2]]", "", "NaN"];
    const batch = parse(`[${good(7)}, ${texts.join(" ,")}]`, "json");
    const messages = texts.map((text) => {
      const parsed = parseHeartbeat(utf8(text === "" ? "" : `${text} `));
      return { ok: false, field: "", message: parsed.ok ? "" : parsed.message };
    });
    expect(batch).toEqual({ ok: true, heartbeats: [ok(7), ...messages] });
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
    expect(parse(text, "ndjson")).toEqual({ ok: false, reason: "not_json", message });
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
      message: "expected at most 1000 heartbeats in one request, got more; send several smaller ones",
    });
  });

  test.each([
    ["json", `[${good(1)},${good(2)},${good(3)},${good(4)}]`],
    ["ndjson", `${good(1)}\n${good(2)}\n${good(3)}\n${good(4)}`],
  ] as const)("have handed on those before the limit by then (%s)", (format, text) => {
    const { heartbeats, refusal } = streamHeartbeats([utf8(text)], format, { maxHeartbeats: 3 });
    expect(heartbeats).toEqual([ok(1), ok(2), ok(3)]);
    expect(refusal?.reason).toBe("too_many");
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
        const texts = sent.map(heartbeatText);
        const expected = { ok: true, heartbeats: sent.map((heartbeat) => ({ ok: true, value: heartbeat })) };
        expect(parse(`[${texts.join()}]`, "json")).toEqual(expected);
        expect(parse(texts.join("\n"), "ndjson")).toEqual(expected);
      }),
      propertyRuns(),
    );
  });

  test("answer any bytes without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), anyFormat, (body, format) => {
        expect(typeof parseHeartbeats(body, format, MAX_HEARTBEATS).ok).toBe("boolean");
      }),
      propertyRuns(),
    );
  });
});

const anyFormat = fc.constantFrom<HeartbeatFormat>("json", "ndjson");

/** Good heartbeats and bad entries of all kinds, none with a line feed or a comma that would make it two. */
const anyEntry = fc.oneof(
  { weight: 3, arbitrary: anyHeartbeatText.map((text) => text.replaceAll("\n", " ")) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      BAD,
      "0",
      "{}",
      "x",
      '"\\"]"',
      "[[1,2],{}]",
      "\u00e9",
      `{"x":"${"y".repeat(300)}"}`,
    ),
  },
);

/** The same bytes in pieces: cut at these places, each taken modulo the length. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe("a body in pieces", () => {
  const places = fc.array(fc.nat(), { maxLength: 12 });

  test("reads as the same body whole, and each entry as the general parser reads it", () => {
    fc.assert(
      fc.property(
        fc.array(anyEntry, { minLength: 1, maxLength: 6 }),
        anyFormat,
        places,
        (texts, format, cuts) => {
          const body = utf8(format === "json" ? `[${texts.join(" , ")} ]` : texts.join("\r\n"));
          const { heartbeats } = streamHeartbeats(cut(body, cuts), format, {});
          const expected = texts.map((text, index) => {
            // Behind an element is a blank, which some messages count.
            const parsed = parseHeartbeat(
              utf8(format === "json" ? `${text} ` : lineOf(text, index, texts.length)),
            );
            if (parsed.ok) return parsed;
            const { field, message } = parsed;
            return {
              ok: false,
              field,
              message: format === "json" ? message : `line ${index + 1}: ${message}`,
            };
          });
          expect(heartbeats).toStrictEqual(expected);
        },
      ),
      propertyRuns(1_000),
    );
  });

  test("reads as the same body whole, also when it is neither", () => {
    const damaged = fc.tuple(fc.array(anyEntry, { maxLength: 4 }), fc.nat(), anyText({ maxLength: 3 }));
    fc.assert(
      fc.property(damaged, anyFormat, places, ([texts, place, junk], format, cuts) => {
        const text = format === "json" ? `\ufeff [${texts.join()}]` : `\ufeff${texts.join("\n")}`;
        const at = place % (text.length + 1);
        const body = utf8(text.slice(0, at) + junk + text.slice(at + junk.length));
        expect(streamHeartbeats(cut(body, cuts), format)).toStrictEqual(streamHeartbeats([body], format));
      }),
      propertyRuns(1_000),
    );
  });

  test("takes what is complete when the rest never arrives, and blames nobody for the piece", () => {
    const text = `[${good(1)},${good(2)},${good(3)}]`;
    const whole = good(1).length;
    for (let length = 0; length <= text.length; length += 7) {
      const { heartbeats } = streamHeartbeats([utf8(text.slice(0, length))], "json", { isCutOff: true });
      const complete = Math.min(3, Math.floor(length / (whole + 1)));
      expect(heartbeats).toEqual([ok(1), ok(2), ok(3)].slice(0, complete));
    }
  });

  test("takes the lines that are complete when the rest never arrives", () => {
    const text = `${good(1)}\n${good(2)}\n${BAD}`;
    const cutOff = (length: number): unknown =>
      streamHeartbeats([utf8(text.slice(0, length))], "ndjson", { isCutOff: true }).heartbeats;
    expect(cutOff(text.length)).toEqual([ok(1), ok(2)]);
    expect(cutOff(good(1).length)).toEqual([ok(1)]);
    expect(cutOff(good(1).length - 1)).toEqual([]);
  });
});

function lineOf(text: string, index: number, count: number): string {
  return index === count - 1 ? text : `${text}\r`;
}

describe("a heartbeat that is longer than is taken", () => {
  const LIMIT = 400;
  const padded = (length: number): string =>
    good(7).replace("{", `{"x":"${"y".repeat(length - good(7).length - 7)}",`);
  const message = "longer than the 400 bytes that a heartbeat may have here (http.max_line)";

  function stream(text: string, format: HeartbeatFormat): ReturnType<typeof streamHeartbeats> {
    const pieces = cut(utf8(text), [50, 300, 450, 451]);
    return streamHeartbeats(pieces, format, { maxLineBytes: LIMIT });
  }

  test("costs nothing but itself in an array", () => {
    expect(stream(`[${good(1)},${padded(LIMIT + 1)},[${'"],",'.repeat(200)}0],${good(2)}]`, "json")).toEqual({
      heartbeats: [ok(1), { ok: false, field: "", message }, { ok: false, field: "", message }, ok(2)],
      refusal: undefined,
    });
  });

  test("costs nothing but itself in NDJSON, where its line is named", () => {
    expect(stream(`${good(1)}\n${padded(LIMIT + 1)}\n${good(2)}`, "ndjson")).toEqual({
      heartbeats: [ok(1), { ok: false, field: "", message: `line 2: ${message}` }, ok(2)],
      refusal: undefined,
    });
  });

  test.each([
    ["alone", "json", padded(LIMIT + 1)],
    ["in an array", "json", `[${padded(LIMIT + 1)}]`],
    ["on a line", "ndjson", padded(LIMIT + 1)],
  ] as const)("refuses the body when there is nothing else (%s)", (_where, format, text) => {
    const { refusal } = stream(text, format);
    expect(refusal?.reason).toBe("too_long");
    expect(refusal?.message).toContain(message);
  });

  test.each([
    ["alone", "json", padded(LIMIT)],
    ["alone, with blanks behind it", "json", padded(LIMIT) + " \n".repeat(LIMIT)],
    [
      "in an array, with blanks around it",
      "json",
      `[${" ".repeat(LIMIT)}${padded(LIMIT)}${" ".repeat(LIMIT)}]`,
    ],
    ["on a line", "ndjson", padded(LIMIT)],
  ] as const)("begins one byte behind the limit (%s)", (_where, format, text) => {
    expect(stream(text, format)).toEqual({ heartbeats: [ok(7)], refusal: undefined });
  });
});

test("one step of reading ends after a few hundred heartbeats, sooner when the general parser has to read them", () => {
  const stepsFor = (entry: string): number => {
    let steps = 1;
    const nobody = { take: () => undefined, refuse: () => undefined };
    const limits = { maxHeartbeats: 1_000, maxLineBytes: 1_000 };
    const stream = new HeartbeatStream("ndjson", limits, new HeartbeatReader(), nobody);
    stream.push(utf8(`${entry}\n`.repeat(1_000)));
    while (!stream.advance()) steps += 1;
    expect(stream.count).toBe(1_000);
    return steps;
  };
  expect(stepsFor(good(1))).toBe(4);
  expect(stepsFor("0")).toBeGreaterThan(50);
});
