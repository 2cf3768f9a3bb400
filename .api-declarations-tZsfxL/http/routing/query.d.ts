import type { FieldProblem } from "../../wire/fields/parse-with";
import type { Result } from "../../domain/terms/result";
/** A parameter that was understood, or what is wrong with it. */
export type ParameterResult<T> = Result<T, {
    readonly problem: FieldProblem;
}>;
/** The query of a request's target, decoded; empty when it has none. */
export declare function queryOf(url: string | undefined): URLSearchParams;
/** A u16 in decimal, without sign, blanks or leading zeros. */
export declare function parseU16(name: string, text: string | null): ParameterResult<number>;
/** A u64 in decimal, without sign, blanks or leading zeros; all 64 bits kept. */
export declare function parseU64(name: string, text: string | null): ParameterResult<bigint>;
/** One of a few words. `null` is the parameter not given, which means `fallback`. */
export declare function parseChoice<T extends string>(name: string, choices: readonly T[], text: string | null, fallback: T): ParameterResult<T>;
