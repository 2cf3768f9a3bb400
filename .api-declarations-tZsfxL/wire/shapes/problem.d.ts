import { z } from "zod";
/** An error answer, `application/problem+json` (RFC 9457). Further members may be there, such as `problems`. */
export interface Problem {
    /** A URI reference that names the kind of problem; "about:blank" when the status says it all. */
    readonly type: string;
    /** The kind of problem in a few words, the same every time. */
    readonly title: string;
    /** The HTTP status code. */
    readonly status: number;
    /** What happened this time, and what to do next; always a sentence. */
    readonly detail: string;
    readonly [extension: string]: unknown;
}
/** An error answer, as RFC 9457 has it. */
export declare const problemSchema: z.ZodType<Problem>;
