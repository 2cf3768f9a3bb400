import type { Result } from "../../domain/terms/result";
/** A request's target as a path with its query, or what is wrong with it. */
export type TargetResult = Result<string>;
/**
 * Reads what a request line asks for. Whoever routes requests sees nothing but a path with its query, so that no parser of
 * URLs, and none of its warnings, depends on what a stranger sends.
 *
 * @param url - as it stands in the request line, a character for each byte.
 */
export declare function readTarget(url: string): TargetResult;
/** Whether a text can be the value of `Host`, or what stands in its place in a URL. */
export declare function isAuthority(text: string): boolean;
