import type { z } from "zod";

import type { BundleOptionChanges } from "../../bundle/options";
import { inOrder } from "../../config/config-problem";
import type { ConfigFinding, ConfigPath, ConfigProblem } from "../../config/config-problem";
import { readTextFile } from "../../config/read-text-file";
import { nearest } from "../../config/unknown-key";
import { readYaml } from "../../config/yaml-source";
import { knownKeys, optionsSchema } from "./options-schema";

/** Hundreds of times what a file with every option takes. */
const LARGEST_FILE_BYTES = 1024 * 1024;

/** What a file of options says, or everything that is wrong with it, by line. */
export type BundleOptionsResult =
  | { readonly ok: true; readonly changes: BundleOptionChanges }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a file of options. Expected failures are problems: a missing file, bad YAML, unknown keys, wrong values. */
export async function readBundleOptions(path: string): Promise<BundleOptionsResult> {
  const read = await readTextFile(path, LARGEST_FILE_BYTES);
  if (read.ok) return parseBundleOptions(read.text, path);
  return { ok: false, problems: [{ file: path, path: "", line: 0, column: 0, message: read.message }] };
}

/** @param path of the file, which problems name. */
export function parseBundleOptions(text: string, path: string): BundleOptionsResult {
  const source = readYaml(text, path);
  if (!source.ok) return source;
  const parsed = optionsSchema.safeParse(source.value);
  const findings = parsed.success ? [] : parsed.error.issues.flatMap(toFindings);
  const problems = inOrder([...source.problems, ...findings.map(source.locate)]);
  return parsed.success && problems.length === 0
    ? { ok: true, changes: parsed.data }
    : { ok: false, problems };
}

function toFindings(issue: z.core.$ZodIssue): readonly ConfigFinding[] {
  // The document comes from YAML, whose keys are texts and numbers; no symbol can occur.
  const path = issue.path as ConfigPath;
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: describeUnknown(key, path), at: "key" }));
}

function describeUnknown(key: string, section: ConfigPath): string {
  const known = knownKeys(section);
  const meant = nearest(key, known);
  return meant === undefined
    ? `unknown key; expected one of ${known.join(", ")}`
    : `unknown key; did you mean ${meant}?`;
}
