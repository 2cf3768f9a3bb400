import type { Result, WithMessage } from "../../domain/terms/result";
/** The text of a file, or why there is none. */
export type TextResult = Result<string, WithMessage & {
    readonly isMissing: boolean;
}>;
/**
 * Reads a file as UTF-8, up to a limit: a path that leads to a device or to the wrong file must not fill the memory.
 * Pipes work, as in `check-config /dev/stdin`.
 */
export declare function readTextFile(path: string, atMostBytes: number): Promise<TextResult>;
