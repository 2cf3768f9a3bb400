import { z } from "zod";
import { isU16, isU64, U64_MAX } from "../domain/terms/ids";
import { formatByteSize, parseByteSize } from "./byte-size";
import { describeValue } from "./describe-value";
import { formatDuration, parseDuration } from "./duration";

/** What a reader of one value makes of it. */
type Reading<T> = { readonly value: T } | { readonly expected: string };

/** The schema of one value. What it expects is said in one voice, and `valueType` names it in the reference. */
export type ValueSchema<T> = z.ZodPipe<z.ZodUnknown, z.ZodTransform<T>>;

/** One value, read by a function that knows what it expects. Made of zod, so that sections can be made of it. */
export function valueSchema<T>(valueType: string, read: (value: unknown) => Reading<T>): ValueSchema<T> {
  return z
    .unknown()
    .transform((value, context): T => {
      const reading = read(value);
      if ("value" in reading) return reading.value;
      const missing = value === undefined ? "is required: " : "";
      const got = value === undefined ? "" : `, got ${describeValue(value)}`;
      context.addIssue({
        code: "custom",
        input: value,
        message: `${missing}expected ${reading.expected}${got}`,
      });
      return z.NEVER;
    })
    .meta({ valueType });
}

/** A whole number as YAML gives it, or as one of our own defaults. Undefined when it is none, or not exact. */
function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}

/** What is expected of a number, with the one spelling that is taken when the value is a number in another. */
function inPlainDigits(expected: string, value: unknown): string {
  const isSpeltOtherwise = typeof value === "string" && /^[-+]?\.?\d[\w.:+-]*$/.test(value);
  return isSpeltOtherwise
    ? `${expected} in plain decimal digits (no quotes, sign, leading 0, 0x, _, exponent or decimal point)`
    : expected;
}

/** Numbers whose unit their type knows, so that the names of settings can be made of it. */
export type Milliseconds = number & z.core.$brand<"Ms">;
export type Bytes = number & z.core.$brand<"Bytes">;

/** A duration in milliseconds: more than 0, and no more than `atMostMs`. */
export function durationSchema(atMostMs = Number.MAX_SAFE_INTEGER): ValueSchema<Milliseconds> {
  return valueSchema("duration", (value) => {
    const durationMs = value === 0n ? 0 : parseDuration(typeof value === "string" ? value : "");
    if (durationMs === undefined) return { expected: "a duration such as 30s" };
    if (durationMs === 0) return { expected: "a duration of more than 0" };
    if (durationMs > atMostMs) return { expected: `a duration of at most ${formatDuration(atMostMs)}` };
    return { value: durationMs as Milliseconds };
  });
}

/** A size in bytes within limits, both included. */
export function byteSizeSchema(atLeast: number, atMost: number): ValueSchema<Bytes> {
  const range = `${formatByteSize(atLeast)} to ${formatByteSize(atMost)}`;
  return valueSchema("size", (value) => {
    const bytes = parseByteSize(typeof value === "string" ? value : String(wholeNumber(value)));
    if (bytes === undefined) return { expected: "a size such as 8MiB, 512KiB or a number of bytes" };
    return bytes >= atLeast && bytes <= atMost
      ? { value: bytes as Bytes }
      : { expected: `a size from ${range}` };
  });
}

/** A whole number within limits, both included, that a `number` holds exactly. */
export function countSchema(atLeast: number, atMost: number): ValueSchema<number> {
  return valueSchema("number", (value) => {
    const number = Number(wholeNumber(value));
    if (number >= atLeast && number <= atMost) return { value: number };
    return { expected: inPlainDigits(`a whole number from ${atLeast} to ${atMost}`, value) };
  });
}

/** A shard's or a region's number. */
export function u16Schema(): ValueSchema<number> {
  return valueSchema("u16", (value) => {
    const number = Number(wholeNumber(value));
    return isU16(number)
      ? { value: number }
      : { expected: inPlainDigits("a whole number from 0 to 65535", value) };
  });
}

/** A tenant's number, or one of its limits. */
export function u64Schema(): ValueSchema<bigint> {
  return valueSchema("u64", (value) => {
    const number = wholeNumber(value);
    return isU64(number)
      ? { value: number }
      : { expected: inPlainDigits(`a whole number from 0 to ${U64_MAX}`, value) };
  });
}

/** A region, by number or by its name in `cluster.regions`. Whether that name exists is not known here. */
export function regionSchema(): ValueSchema<number | string> {
  return valueSchema<number | string>("region", (value) => {
    const number = Number(wholeNumber(value));
    if (isU16(number)) return { value: number };
    if (typeof value === "string" && value !== "") return { value };
    return { expected: "a region: its number from 0 to 65535, or its name in cluster.regions" };
  });
}

/** Shards from the first to the last, both included. */
export interface ShardRange {
  readonly first: number;
  readonly last: number;
}

/** A shard's number, or a range of them as `4-7`. One spelling per number: no `04`. */
export function shardRangeSchema(): ValueSchema<ShardRange> {
  return valueSchema<ShardRange>("shard or range", (value) => {
    const number = Number(wholeNumber(value));
    if (isU16(number)) return { value: { first: number, last: number } };
    const [, from, to] =
      /^(0|[1-9]\d{0,4})-(0|[1-9]\d{0,4})$/.exec(typeof value === "string" ? value : "") ?? [];
    const range = { first: Number(from), last: Number(to) };
    if (isU16(range.last) && range.first <= range.last) return { value: range };
    return { expected: "a shard's number from 0 to 65535, or a range of them such as 4-7" };
  });
}

/** A name that goes into labels and messages: one line, not empty, at most 200 characters. */
export function nameSchema(): ValueSchema<string> {
  return valueSchema("text", (value) => {
    if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") {
      return { expected: `a text (put it in quotes: "${value}")` };
    }
    if (typeof value !== "string") return { expected: "a text" };
    if (value.trim() === "" || value !== value.trim()) {
      return { expected: "a text that is not empty, with no blanks around it" };
    }
    if (/\p{Cc}/u.test(value)) return { expected: "a text without line breaks or other control characters" };
    return value.length <= 200 ? { value } : { expected: "a text of at most 200 characters" };
  });
}

/** The path of a file, as written. */
export function filePathSchema(): ValueSchema<string> {
  return valueSchema("path", (value) => {
    const usable = typeof value === "string" && value.trim() !== "" && !value.includes("\0");
    return usable ? { value } : { expected: "the path of a file" };
  });
}

/** The name of an environment variable. */
export function environmentVariableSchema(): ValueSchema<string> {
  return valueSchema("variable", (value) => {
    const usable = typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value);
    return usable ? { value } : { expected: "the name of an environment variable, such as SCRAPE_TOKEN" };
  });
}

/** `true` or `false`. */
export function switchSchema(): ValueSchema<boolean> {
  return valueSchema("true or false", (value) =>
    typeof value === "boolean" ? { value } : { expected: "true or false" },
  );
}

/** One of a few words. */
export function choiceSchema<const W extends string>(words: readonly W[]): ValueSchema<W> {
  const expected = words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words.join("");
  return valueSchema(expected, (value) => {
    const word = words.find((candidate) => candidate === value);
    return word === undefined ? { expected } : { value: word };
  });
}
