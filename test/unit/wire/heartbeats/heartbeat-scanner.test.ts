import fc from "fast-check";
import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { HeartbeatScanner, NOT_RECOGNISED } from "../../../../src/wire/heartbeats/heartbeat-scanner";
import { parseHeartbeat } from "../../../../src/wire/heartbeats/parse-heartbeat";
import { propertyRuns } from "../../../support/property-runs";
import { anyHeartbeatText, heartbeatText } from "../../../support/wire/heartbeat-texts";
import { anyShardStats } from "../../../support/wire/wire-arbitraries";

/** One scanner and one draft for everything, as in the program: nothing may be left over from the heartbeat before. */
const scanner = new HeartbeatScanner();
const draft = new HeartbeatDraft();

interface Scanned {
  readonly end: number;
  readonly stats: ShardStats | undefined;
}

function scan(bytes: Uint8Array, at = 0, linesMayEnd = true): Scanned {
  const end = scanner.scan(bytes, at, draft, linesMayEnd);
  return { end, stats: end === NOT_RECOGNISED ? undefined : draft.toStats() };
}

const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");

const MINIMAL =
  '{"shard_id":1,"region_id":2,"entity_count":3,"signal_throughput_eps":4.5,"replication_lag":{},' +
  '"disk_bytes":6,"last_heartbeat_ns":7}';
const FULL = MINIMAL.replace("{}", '{"0":8,"65535":18446744073709551615}').replace(
  /}$/,
  ',"role":"leader","leader_seqno":9,"replication_lag_ns":{"3":10},"signals_total":11' +
    ',"boot_id":18446744073709551615,"heartbeat_seq":9007199254740993,"applied_seqno":9007199254740991}',
);

describe("what programs print is recognised", () => {
  test.each([
    ["only what has to be there", MINIMAL],
    ["every field", FULL],
    ["a follower", FULL.replace("leader", "follower")],
    ["blanks wherever JSON has them", FULL.replaceAll(/[{}:,]/g, " \t\r\n$& \t\r\n").trim()],
    ["as many followers as a region has neighbours", MINIMAL.replace("{}", lagsOf(64))],
    ["followers in no order", MINIMAL.replace("{}", '{"9":1,"3":2,"7":3}')],
  ])("%s", (_what, text) => {
    const bytes = utf8(text);
    expect(scan(bytes)).toStrictEqual({ end: bytes.length, stats: statsOf(bytes) });
  });

  test("any heartbeat, u64s and f64s of any size, printed by this program", () => {
    fc.assert(
      fc.property(anyShardStats, (stats) => {
        const bytes = utf8(heartbeatText(stats));
        const { end, stats: scanned } = scan(bytes);
        expect(end).toBe(bytes.length);
        expect(scanned).toEqual(stats);
      }),
      propertyRuns(2_000),
    );
  });

  test("any heartbeat, in any order of its fields, with any blanks, with its float in any spelling", () => {
    const runs = propertyRuns(5_000);
    let recognised = 0;
    fc.assert(
      fc.property(anyHeartbeatText, (text) => {
        const bytes = utf8(text);
        const { end, stats } = scan(bytes);
        if (end === NOT_RECOGNISED) return;
        recognised += 1;
        expect(end).toBe(bytes.length);
        expect(stats).toStrictEqual(statsOf(bytes));
      }),
      runs,
    );
    expect(recognised).toBeGreaterThan(0.9 * runs.numRuns);
  });

  test("wherever in the bytes it is, and whatever is behind it", () => {
    const bytes = utf8(`[[${FULL}}]`);
    expect(scan(bytes, 2).end).toBe(2 + FULL.length);
  });
});

function lagsOf(followers: number): string {
  return `{${Array.from({ length: followers }, (_, follower) => `"${follower}":${follower}`).join()}}`;
}

function statsOf(bytes: Uint8Array): ShardStats {
  const parsed = parseHeartbeat(bytes);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe("what is left to the general parser", () => {
  test.each([
    ["nothing", ""],
    ["an empty object", "{}"],
    ["an array", "[]"],
    ["a missing field", MINIMAL.replace('"disk_bytes":6,', "")],
    ["an unknown field", MINIMAL.replace("{", '{"x":1,')],
    ["a field twice", MINIMAL.replace("{", '{"shard_id":1,')],
    ["a follower twice", MINIMAL.replace("{}", '{"3":1,"3":1}')],
    ["a follower twice in nanoseconds", MINIMAL.replace("{", '{"replication_lag_ns":{"3":1,"3":1},')],
    ["null", MINIMAL.replace("{", '{"role":null,')],
    ["an escape in a key", MINIMAL.replace("shard_id", "\\u0073hard_id")],
    ["an escape in a text", MINIMAL.replace("{", '{"role":"\\u006ceader",')],
    ["another role", MINIMAL.replace("{", '{"role":"observer",')],
    ["a text where a number belongs", MINIMAL.replace(":1", ':"1"')],
    ["an id past 65535", MINIMAL.replace(":1", ":65536")],
    ["an id with a leading zero", MINIMAL.replace(":1", ":01")],
    ["a negative id", MINIMAL.replace(":1", ":-1")],
    ["a fraction in an id", MINIMAL.replace(":1", ":1.0")],
    ["an exponent in an id", MINIMAL.replace(":1", ":1e0")],
    ["2^64", MINIMAL.replace(":3", ":18446744073709551616")],
    ["twenty-one digits", MINIMAL.replace(":3", ":100000000000000000000")],
    ["a u64 with a leading zero", MINIMAL.replace(":3", ":03")],
    ["a fraction in a u64", MINIMAL.replace(":3", ":3.0")],
    ["a number without digits", MINIMAL.replace(":3", ":")],
    ["a follower past 65535", MINIMAL.replace("{}", '{"65536":1}')],
    ["a follower with a leading zero", MINIMAL.replace("{}", '{"03":1}')],
    ["a follower that is no number", MINIMAL.replace("{}", '{"":1}')],
    ["more followers than a region has neighbours", MINIMAL.replace("{}", lagsOf(65))],
    ["minus zero", MINIMAL.replace("4.5", "-0.0")],
    ["a float without a fraction behind its point", MINIMAL.replace("4.5", "4.")],
    ["a float without a digit before its point", MINIMAL.replace("4.5", ".5")],
    ["a float with a leading zero", MINIMAL.replace("4.5", "04.5")],
    ["a float without an exponent behind its e", MINIMAL.replace("4.5", "4e+")],
    ["a float past the range", MINIMAL.replace("4.5", "1e309")],
    ["a float of a hundred digits", MINIMAL.replace("4.5", "4".repeat(100))],
    ["a comma at the end", MINIMAL.replace("7}", "7,}")],
    ["a blank that is none in JSON", MINIMAL.replace(":1", ":\u000b1")],
    ["a byte that is no ASCII", MINIMAL.replace(":1", ":\u00a01")],
    ["every field and no end", MINIMAL.slice(0, -1)],
  ])("%s", (_what, text) => {
    expect(scan(utf8(text)).end).toBe(NOT_RECOGNISED);
  });

  test("a heartbeat over two lines, where it has to be on one", () => {
    const text = MINIMAL.replace(",", ",\n");
    expect(scan(utf8(text), 0, false).end).toBe(NOT_RECOGNISED);
    expect(scan(utf8(text), 0, true).end).toBe(text.length);
    expect(scan(utf8(MINIMAL.replace(",", ",\r")), 0, false).end).toBe(text.length);
  });

  test("a heartbeat that is cut short, wherever", () => {
    for (let length = 0; length < FULL.length; length += 1) {
      expect(scan(utf8(FULL).subarray(0, length)).end).toBe(NOT_RECOGNISED);
    }
  });
});

describe("nothing is recognised that the general parser refuses or reads otherwise", () => {
  function expectSameAsParser(bytes: Uint8Array): void {
    const { end, stats } = scan(bytes);
    if (end === NOT_RECOGNISED) return;
    expect(parseHeartbeat(bytes.subarray(0, end))).toStrictEqual({ ok: true, value: stats });
  }

  const position = fc.nat({ max: 0xffff });
  const byte = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...Buffer.from('0123456789+-.eE"\\,:{}[] \n')));
  const change = fc.record({ at: position, kind: fc.constantFrom("replace", "insert", "remove"), byte });

  function changed(
    bytes: Uint8Array,
    { at, kind, byte: other }: { at: number; kind: string; byte: number },
  ): Uint8Array {
    const place = at % bytes.length;
    const inserted = kind === "remove" ? [] : [other];
    const rest = bytes.subarray(kind === "insert" ? place : place + 1);
    return Uint8Array.from([...bytes.subarray(0, place), ...inserted, ...rest]);
  }

  test("after changes of some bytes", () => {
    fc.assert(
      fc.property(anyHeartbeatText, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        expectSameAsParser(changes.reduce(changed, utf8(text)));
      }),
      propertyRuns(10_000),
    );
  });

  test("after a piece was cut out, doubled, or put somewhere else", () => {
    const piece = fc.record({
      from: position,
      length: fc.nat({ max: 40 }),
      to: position,
      keep: fc.boolean(),
    });
    fc.assert(
      fc.property(anyHeartbeatText, piece, (text, { from, length, to, keep }) => {
        const start = from % text.length;
        const taken = text.slice(start, start + length);
        const rest = keep ? text : text.slice(0, start) + text.slice(start + length);
        const place = to % (rest.length + 1);
        expectSameAsParser(utf8(rest.slice(0, place) + taken + rest.slice(place)));
      }),
      propertyRuns(5_000),
    );
  });

  test("in any JSON, and in any bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array({ maxLength: 300 })), expectSameAsParser),
      propertyRuns(2_000),
    );
  });
});
