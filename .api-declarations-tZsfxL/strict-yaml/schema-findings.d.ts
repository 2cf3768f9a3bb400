import type { z } from "zod";
import type { ConfigFinding } from "./config-problem";
/**
 * Translates what zod found into findings: one for each unknown key, one for each wrong value.
 *
 * @param schema of the document.
 */
export declare function schemaFindings(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): readonly ConfigFinding[];
