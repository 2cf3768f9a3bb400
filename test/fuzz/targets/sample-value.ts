import { equal, match, ok } from "node:assert/strict";

import { printSampleValue } from "../../../src/metrics/formats/sample-value";
import { anyNumberText } from "../number-text";
import type { FuzzTarget } from "../fuzz-target";

/** What both formats' grammars allow: no digit separators, no hexadecimal, one spelling of infinity. */
const NUMBER = /^(?:[+-]Inf|NaN|-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/;

function check(value: number | bigint): void {
  const printed = printSampleValue(value);
  match(printed, NUMBER);
  const read = Number(printed.replace("Inf", "Infinity"));
  ok(
    read === Number(value) || (Number.isNaN(read) && Number.isNaN(value)),
    `${printed} for ${String(value)}`,
  );
  if (Number.isFinite(Number(value))) equal(printed, String(Number(value)));
}

/** A value is written as the very float that it is. */
export const target: FuzzTarget = {
  name: "sample-value",
  claim: "a value prints as String(x) does, in the grammar of both formats, and reads as the same float",
  generate: anyNumberText,
  maxBytes: 64,
  check: (input) => {
    const text = Buffer.from(input).toString("latin1");
    check(Number(text));
    check(-Number(text));
    if (/^\d{1,20}$/.test(text)) check(BigInt(text));
  },
};
