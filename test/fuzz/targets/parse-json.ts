import { deepStrictEqual, equal, match, ok } from "node:assert/strict";

import fc from "fast-check";

import { parseJson, printJson } from "../../../src/wire/json/json";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";

/** The only reasons for which a text that is JSON may be refused. */
const OWN_REASONS = /nested deeper than 32 levels|key "__proto__"|duplicate key|an integer of \d+ characters/;

/** What JSON.parse makes of the same text: its integers are numbers. */
function asLossy(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(asLossy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asLossy(each)]));
}

function readByNode(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** JSON, and JSON with its integers stretched. */
const anyJsonText = fc
  .tuple(fc.json({ maxDepth: 5 }), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }))
  .map(([json, integer]) => json.replace(/(?<=[[:])-?\d+(?=[,}\]])/, String(integer)));

/** Lossless reading agrees with Node's own wherever both read. */
export const target: FuzzTarget = {
  name: "parse-json",
  claim:
    "parseJson never throws, takes nothing that JSON.parse refuses, refuses nothing else without one of its own reasons, " +
    "and reads the same values, which print and read again as themselves",
  generate: fromArbitrary(anyJsonText),
  check: (input) => {
    const text = Buffer.from(input).toString("utf8");
    const ours = parseJson(text);
    const nodes = readByNode(text);
    if (!ours.ok) {
      ok(ours.message.startsWith(ours.field), "the message begins with the field");
      ok(ours.message.length < 400, "the message stays short");
      if (nodes) match(ours.message, OWN_REASONS);
      return;
    }
    ok(nodes, "JSON.parse refuses it");
    deepStrictEqual(asLossy(ours.value), nodes.value);
    const again = parseJson(printJson(ours.value));
    equal(printJson(again.ok ? again.value : undefined), printJson(ours.value));
  },
};
