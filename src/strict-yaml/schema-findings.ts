import type { z } from "zod";
import { configKeys } from "./config-keys";
import type { ConfigFinding, ConfigPath } from "./config-problem";
import { describeUnknownKey } from "./unknown-key";

/**
 * Translates what zod found into findings: one for each unknown key, one for each wrong value.
 *
 * @param schema of the document.
 */
export function schemaFindings(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
): readonly ConfigFinding[] {
  const all = issues.some(({ code }) => code === "unrecognized_keys") ? configKeys(schema) : [];
  return issues.flatMap((issue) => {
    // The document comes from YAML, whose keys are texts and numbers; no symbol can occur.
    const path = issue.path as ConfigPath;
    if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
    return issue.keys.map((key): ConfigFinding => {
      return { path: [...path, key], message: describeUnknownKey(key, path, all), at: "key" };
    });
  });
}
