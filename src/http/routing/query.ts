import { isU16, U64_MAX } from "../../domain/terms/ids";
import type { FieldProblem } from "../../wire/fields/parse-with";
import type { Result } from "../../domain/terms/result";

/** A parameter that was understood, or what is wrong with it. */
export type ParameterResult<T> = Result<T, { readonly problem: FieldProblem }>;

/** The query of a request's target, decoded; empty when it has none. */
export function queryOf(url: string | undefined): URLSearchParams {
  const start = url?.indexOf("?") ?? -1;
  return new URLSearchParams(start === -1 ? "" : url?.slice(start + 1));
}

/** A u16 in decimal, without sign, blanks or leading zeros. */
export function parseU16(name: string, text: string | null): ParameterResult<number> {
  const value = parseDigits(text);
  if (value !== undefined && isU16(Number(value))) return { ok: true, value: Number(value) };
  return refused(name, "a whole number from 0 to 65535", text);
}

/** A u64 in decimal, without sign, blanks or leading zeros; all 64 bits kept. */
export function parseU64(name: string, text: string | null): ParameterResult<bigint> {
  const value = parseDigits(text);
  if (value !== undefined && value <= U64_MAX) return { ok: true, value };
  return refused(name, `a whole number from 0 to ${String(U64_MAX)}`, text);
}

/** One of a few words, in any case and with blanks around it. `null` is the parameter not given, which means `fallback`. */
export function parseChoice<T extends string>(
  name: string,
  choices: readonly T[],
  text: string | null,
  fallback: T,
): ParameterResult<T> {
  if (text === null) return { ok: true, value: fallback };
  const wanted = text.trim().toLowerCase();
  const value = choices.find((choice) => choice.toLowerCase() === wanted);
  return value === undefined ? refused(name, choices.join(" or "), text) : { ok: true, value };
}

/** 20 digits hold every u64; longer texts are not even converted. */
function parseDigits(text: string | null): bigint | undefined {
  return text !== null && /^(0|[1-9]\d{0,19})$/.test(text) ? BigInt(text) : undefined;
}

function refused(name: string, expected: string, text: string | null): { ok: false; problem: FieldProblem } {
  const got = text === null ? "nothing" : JSON.stringify(text.slice(0, 100));
  return { ok: false, problem: { field: name, message: `${name}: expected ${expected}, got ${got}` } };
}
