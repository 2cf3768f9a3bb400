import { deepEqual, ok } from "node:assert/strict";

import fc from "fast-check";

import { shardStatsProblem } from "../../../src/domain/terms/shard-stats";
import { parseHeartbeats, streamHeartbeats } from "../../support/wire/parse-heartbeats";
import type { HeartbeatFormat, ParsedHeartbeat } from "../../support/wire/parse-heartbeats";
import { printJson } from "../../../src/wire/json/json";
import { shardStatsToWire } from "../../../src/wire/shapes/shard-stats";
import { anyShardStats } from "../../support/wire/wire-arbitraries";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";

const MAX_HEARTBEATS = 20;

function checkOne(parsed: ParsedHeartbeat): void {
  if (!parsed.ok) {
    ok(
      parsed.message.length > 0 && parsed.message.length < 600,
      `a message that fits a line: ${parsed.message}`,
    );
    ok(parsed.message.includes(parsed.field), `the message names ${parsed.field}`);
    return;
  }
  deepEqual(shardStatsProblem(parsed.value), undefined);
  const printed = Buffer.from(printJson(shardStatsToWire(parsed.value)));
  deepEqual(parseHeartbeats(printed, "json", 1), { ok: true, heartbeats: [parsed] });
}

function checkFormat(input: Uint8Array, format: HeartbeatFormat): void {
  const options = { maxHeartbeats: MAX_HEARTBEATS };
  deepEqual(streamHeartbeats(torn(input), format, options), streamHeartbeats([input], format, options));
  const batch = parseHeartbeats(input, format, MAX_HEARTBEATS);
  if (batch.ok) {
    ok(batch.heartbeats.length <= MAX_HEARTBEATS);
    batch.heartbeats.forEach(checkOne);
  } else {
    ok(batch.message.length > 0 && batch.message.length < 600);
  }
}

/** In pieces, as a network hands them over; each as long as the input says, so that it is the same every time. */
function torn(input: Uint8Array): readonly Uint8Array[] {
  const size = 1 + (input.length % 13);
  return Array.from({ length: Math.ceil(input.length / size) }, (_, i) =>
    input.subarray(i * size, (i + 1) * size),
  );
}

/** Heartbeats as arrays, lines or one alone. */
export const anyHeartbeatBody = fc
  .tuple(fc.array(anyShardStats, { maxLength: 4 }), fc.nat(2))
  .map(([stats, kind]) => {
    const texts = stats.map((each) => printJson(shardStatsToWire(each)));
    return kind === 0 ? `[${texts.join(",")}]` : kind === 1 ? texts.join("\n") : (texts[0] ?? "");
  });

/** Whatever arrives as heartbeats is read or refused. */
export const target: FuzzTarget = {
  name: "parse-heartbeats",
  claim:
    "parseHeartbeats never throws; what it takes is valid and reads as itself when printed; what arrives in pieces reads as in one; what it refuses names the field in a short message",
  generate: fromArbitrary(anyHeartbeatBody),
  check: (input) => {
    checkFormat(input, "json");
    checkFormat(input, "ndjson");
  },
};
