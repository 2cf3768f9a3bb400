import { deepEqual } from "node:assert/strict";

import fc from "fast-check";

import { HeartbeatReader } from "../../../src/wire/heartbeats/heartbeat-entries";
import { HeartbeatScanner, NOT_RECOGNISED } from "../../../src/wire/heartbeats/heartbeat-scanner";
import { anyHeartbeatText } from "../../support/wire/heartbeat-texts";
import { streamHeartbeats } from "../../support/wire/parse-heartbeats";
import type { HeartbeatFormat } from "../../support/wire/parse-heartbeats";
import { fromArbitrary } from "../engine/from-arbitrary";
import { Random } from "../engine/random";
import type { FuzzTarget } from "../fuzz-target";

/** The bytes in front of the body that say how it is read: format, both limits, and two for how it is cut. */
const HEAD_BYTES = 5;
const SMALLEST_LINE = 100;
const LINE_STEP = 3;
const MOST_HEARTBEATS = 6;

/** Recognises nothing, so that the general parser reads everything. */
class BlindScanner extends HeartbeatScanner {
  override scan(): number {
    return NOT_RECOGNISED;
  }
}

class BlindReader extends HeartbeatReader {
  override readonly scanner = new BlindScanner();
}

/** One of each for all inputs, as in the program. */
const BLIND = new BlindReader();
const READERS: readonly HeartbeatReader[] = [new HeartbeatReader(), BLIND];

/** The same bytes in up to a dozen pieces, some of them empty, some a byte long. */
function cut(body: Uint8Array, random: Random): readonly Uint8Array[] {
  const places = Array.from({ length: random.below(12) }, () => random.below(body.length + 1));
  const twins = places.filter(() => random.oneIn(3)).map((place) => Math.min(place + 1, body.length));
  const ends = [...places, ...twins, body.length].sort((a, b) => a - b);
  return ends.map((end, index) => body.subarray(ends[index - 1] ?? 0, end));
}

const anyBody = fc
  .tuple(
    fc.uint8Array({ minLength: HEAD_BYTES, maxLength: HEAD_BYTES }),
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: anyHeartbeatText },
        {
          weight: 1,
          arbitrary: fc.constantFrom("0", "{}", "x", '"\\"]"', "", " ", `{"x":"${"y".repeat(300)}"}`),
        },
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom("", " ", "\r", " ".repeat(400)),
    fc.constantFrom("", "\ufeff"),
  )
  .map(([head, texts, gap, mark]) => {
    const isJson = (head[0] ?? 0) % 2 === 0;
    const list = `[${texts.join(`${gap},${gap}`)}${gap}]`;
    const alone = texts.length === 1 ? `${gap}${texts[0] ?? ""}${gap}` : list;
    const lines = texts.map((text) => text.replaceAll("\n", " ")).join(`${gap}\n${gap}`);
    return Buffer.concat([head, Buffer.from(mark + (isJson ? alone : lines))]);
  });

/** The limits hold exactly, and in every way of reading. */
export const target: FuzzTarget = {
  name: "heartbeat-splits",
  claim:
    "a body of heartbeats comes out the same however it was cut on its way, with or without the scanner, also at its limits",
  generate: fromArbitrary(anyBody),
  check: (input) => {
    const [kind = 0, line = 0, count = 0, high = 0, low = 0] = input;
    const body = input.subarray(HEAD_BYTES);
    const format: HeartbeatFormat = kind % 2 === 0 ? "json" : "ndjson";
    const options = {
      maxHeartbeats: 1 + (count % MOST_HEARTBEATS),
      maxLineBytes: SMALLEST_LINE + line * LINE_STEP,
      isCutOff: kind % 8 >= 6,
    };
    const random = new Random(high * 256 + low);
    const expected = streamHeartbeats([body], format, { ...options, reader: BLIND });
    for (const reader of READERS) {
      for (const chunks of [[body], cut(body, random), cut(body, random)]) {
        deepEqual(streamHeartbeats(chunks, format, { ...options, reader }), expected);
      }
    }
  },
};
