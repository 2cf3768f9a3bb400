import { deepEqual, ok } from "node:assert/strict";

import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import { HeartbeatScanner, NOT_RECOGNISED } from "../../../src/wire/heartbeats/heartbeat-scanner";
import { parseHeartbeat } from "../../../src/wire/heartbeats/parse-heartbeat";
import { anyHeartbeatText } from "../../support/wire/heartbeat-texts";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";

/** One for all inputs, as in the program: nothing may be left over from the input before. */
const scanner = new HeartbeatScanner();
const draft = new HeartbeatDraft();

/** The fast way of reading a heartbeat against the general one. */
export const target: FuzzTarget = {
  name: "heartbeat-scanner",
  claim:
    "HeartbeatScanner never throws and never reads past the input; what it recognises, parseHeartbeat reads as the same heartbeat",
  generate: fromArbitrary(anyHeartbeatText),
  check: (input) => {
    for (const linesMayEnd of [true, false]) {
      const end = scanner.scan(input, 0, draft, linesMayEnd);
      if (end === NOT_RECOGNISED) continue;
      ok(end > 0 && end <= input.length, `ends at ${end} of ${input.length}`);
      const scanned = input.subarray(0, end);
      ok(linesMayEnd || !scanned.includes(0x0a), "goes past its line");
      deepEqual({ ok: true, value: draft.toStats() }, parseHeartbeat(scanned));
    }
  },
};
