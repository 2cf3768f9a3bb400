import type { z } from "zod";
import type { HttpServices } from "../routing/http-services";
import type { Call } from "../routing/route";
/** How a value is read from JSON, and written back. */
export interface WireForm<T> {
    readonly schema: z.ZodType<T>;
    readonly toWire: (value: T) => unknown;
}
/** The id that a PUT names in its path. */
export interface PathIdentity {
    /** The field of the body that says the same. */
    readonly field: string;
    readonly value: number | bigint;
}
/**
 * Reads the object that a PUT carries. Its id may be left out, since the path has it; one that differs is refused.
 * So is a field that is not known: misspelled, a residency policy would otherwise mean "anywhere".
 *
 * @returns the value; or undefined, when the call has been answered already (or nobody waits for an answer any more).
 */
export declare function readJsonObject<T>({ request, response }: Call, form: WireForm<T>, identity: PathIdentity, { limits, refusals }: Pick<HttpServices, "limits" | "refusals">): Promise<T | undefined>;
