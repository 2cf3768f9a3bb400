import fc from "fast-check";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import { printJson } from "../../../src/wire/json/json";
import { shardStatsToWire } from "../../../src/wire/shapes/shard-stats";
import { anyF64FromZero, anyShardStats } from "./wire-arbitraries";

const blanks: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r"), maxLength: 3 }) },
);

/** A float of zero or more as JSON may spell it: the shortest way, with zeros at its end, with any exponent, with all its digits. */
const anyFloatText = fc.oneof(
  anyF64FromZero.map(String),
  anyF64FromZero.map((value) => value.toExponential()),
  anyF64FromZero.map((value) => value.toExponential(20).replace("e+", "E")),
  fc.double({ min: 0, max: 1e21, noNaN: true }).map((value) => value.toFixed(12)),
  fc.tuple(fc.maxSafeNat(), fc.nat(999_999)).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc
    .tuple(fc.nat(99_999), fc.integer({ min: -340, max: 308 }))
    .map(([digits, exponent]) => `${digits}e${exponent}`),
  fc.constantFrom(
    "0",
    "0.0",
    "0e9",
    "9007199254740993",
    "9007199254740992.5",
    "1.7976931348623157e308",
    "5e-324",
  ),
);

/** Something that goes between two tokens, another each time. */
function printed(value: unknown, gaps: () => string): string {
  if (typeof value !== "object" || value === null) return printJson(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${gaps()}${JSON.stringify(key)}${gaps()}:${gaps()}${printed(member, gaps)}${gaps()}`,
  );
  return `{${members.length === 0 ? gaps() : members.join(",")}}`;
}

/** The text of a heartbeat that is valid: its fields in any order, blanks in any place, its float in any spelling. */
export const anyHeartbeatText: fc.Arbitrary<string> = fc
  .tuple(anyShardStats, anyFloatText, fc.infiniteStream(blanks), fc.infiniteStream(fc.nat()))
  .map(([stats, float, gaps, order]) => {
    const gap = (): string => String(gaps.next().value);
    const fields = Object.entries({ ...shardStatsToWire(stats), signal_throughput_eps: "FLOAT" })
      .map((field) => ({ field, rank: Number(order.next().value) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ field }) => field);
    return printed(Object.fromEntries(fields), gap).replace('"FLOAT"', float);
  });

/** The text of a heartbeat as programs print it. */
export function heartbeatText(stats: ShardStats): string {
  return printJson(shardStatsToWire(stats));
}
