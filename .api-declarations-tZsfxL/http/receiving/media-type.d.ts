import type { Result } from "../../domain/terms/result";
/** What a route that takes a body accepts, or the sentence for a 415. */
export type MediaTypeResult<T extends string> = Result<T>;
/**
 * Checks a `Content-Type` header against the types that a route takes. A charset may be given as long as it is UTF-8,
 * which is the only encoding JSON has. Other parameters mean nothing here and are ignored.
 */
export declare function checkMediaType<T extends string>(contentType: string | undefined, accepted: readonly T[]): MediaTypeResult<T>;
