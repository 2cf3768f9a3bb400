import { equal } from "node:assert/strict";

import { LONGEST_VALUE, writeSampleValue } from "../../../src/metrics/rendered/number-digits";
import { printSampleValue } from "../../../src/metrics/formats/sample-value";
import { anyNumberText } from "../number-text";
import type { FuzzTarget } from "../fuzz-target";

const MARGIN = 8;
const UNTOUCHED = 0x2e;

function check(value: number | bigint): void {
  const bytes = new Uint8Array(MARGIN + LONGEST_VALUE + MARGIN).fill(UNTOUCHED);
  const end = writeSampleValue(bytes, MARGIN, value);
  const expected = printSampleValue(value);
  equal(Buffer.from(bytes.subarray(MARGIN, end)).toString("latin1"), expected);
  const outside = [...bytes.subarray(0, MARGIN), ...bytes.subarray(MARGIN + LONGEST_VALUE)];
  equal(
    outside.every((byte) => byte === UNTOUCHED),
    true,
    "wrote outside of its room",
  );
}

/** The digits that go straight into bytes against the text of the same value. */
export const target: FuzzTarget = {
  name: "written-value",
  claim: "writeSampleValue writes what printSampleValue prints, within the room that it asks for",
  generate: anyNumberText,
  maxBytes: 64,
  check: (input) => {
    const text = Buffer.from(input).toString("latin1");
    const value = Number(text);
    // Its neighbours too: the ways to the digits part at powers of two and of ten.
    for (const each of [
      value,
      -value,
      value / 1e9,
      value / 1e6,
      value * (1 + Number.EPSILON),
      Math.fround(value),
    ])
      check(each);
    if (/^\d{1,20}$/.test(text)) check(BigInt(text));
  },
};
