import type { z } from "zod";

import { optionFindings } from "../option-rules/option-findings";
import type { OptionFinding, OptionPath } from "../option-rules/option-finding";
import { bundleOptions } from "../options/options";
import type { BundleOptionChanges, BundleOptions } from "../options/options";
import { inOrder, printPath } from "../../strict-yaml/config-problem";
import type {
  ConfigFinding,
  ConfigPath,
  ConfigProblem,
  WithConfigProblems,
} from "../../strict-yaml/config-problem";
import { readTextFile } from "../../strict-yaml/source/read-text-file";
import { nearest } from "../../strict-yaml/unknown-key";
import { readYaml } from "../../strict-yaml/source/yaml-source";
import type { YamlSource } from "../../strict-yaml/source/yaml-source";
import { knownKeys, optionsSchema, pathInFile } from "./options-schema";
import { leads, without } from "./paths-in-document";
import type { Result } from "../../domain/terms/result";

/** Hundreds of times the size of a file with every option. */
const LARGEST_FILE_BYTES = 1024 * 1024;

/** Options that come from elsewhere than the file, with what their source is called in problems. */
export interface OtherOptions {
  readonly changes: BundleOptionChanges;
  /** Says where an option comes from that the file does not have, such as a flag. */
  readonly sourceOf: (path: OptionPath) => string;
}

/** What all sources say together, or everything that is wrong with it: by line, as far as it stands in the file. */
export type BundleOptionsResult = Result<BundleOptions, WithConfigProblems>;

/** No source beside the file. */
const NOTHING_ELSE: OtherOptions = { changes: {}, sourceOf: () => "" };

/**
 * Reads a file of options. Expected failures are problems: a missing file, bad YAML, unknown keys, wrong values, and options
 * that do not go together.
 */
export async function readBundleOptions(path: string, others = NOTHING_ELSE): Promise<BundleOptionsResult> {
  const read = await readTextFile(path, LARGEST_FILE_BYTES);
  if (read.ok) return parseBundleOptions(read.value, path, others);
  return { ok: false, problems: [{ file: path, path: "", line: 0, column: 0, message: read.message }] };
}

/**
 * Reads a text of options, over those from elsewhere in its thresholds, below them in all else: thresholds come from the
 * exporter's configuration, which the file corrects, and the rest from flags, which correct the file.
 *
 * @param path of the file, which problems name.
 */
export function parseBundleOptions(text: string, path: string, others = NOTHING_ELSE): BundleOptionsResult {
  const read = readYaml(text, path);
  if (!read.ok) return read;
  const source = read.value;
  const parsed = optionsSchema.safeParse(source.document);
  const findings = parsed.success ? [] : parsed.error.issues.flatMap(toFindings);
  // The readable options are judged beside the unreadable ones, so that all problems are reported at once.
  const readable = parsed.success ? parsed : optionsSchema.safeParse(without(source.document, findings));
  if (!readable.success) return { ok: false, problems: findings.map(source.locate) };
  const { changes } = others;
  const options = bundleOptions({
    ...readable.data,
    ...changes,
    thresholds: { ...changes.thresholds, ...readable.data.thresholds },
  });
  const wrong = findings.map((finding) => finding.path);
  const rules = optionFindings(options).filter(
    (finding) => !finding.options.some((option) => touches(pathInFile(option), wrong)),
  );
  const problems = inOrder([
    ...source.problems,
    ...findings.map(source.locate),
    ...rules.map((finding) => toProblem(finding, source, others)),
  ]);
  return problems.length === 0 ? { ok: true, value: options } : { ok: false, problems };
}

/** Whether an option is among those that could not be read, so that its default stands in for it. */
function touches(option: ConfigPath, wrong: readonly ConfigPath[]): boolean {
  return wrong.some((path) => path.every((step, index) => index >= option.length || option[index] === step));
}

/** The problem at the first of its options that the file has, or at the source of the first that is from elsewhere. */
function toProblem(
  { options, message, at }: OptionFinding,
  source: YamlSource,
  others: OtherOptions,
): ConfigProblem {
  const inFile = options.filter((option) => !isFrom(others.changes, option)).map(pathInFile);
  const here = inFile.find((path) => leads(source.document, path));
  if (here !== undefined) return source.locate({ path: here, message, ...(at && { at }) });
  const [first] = options;
  const elsewhere = options.find((option) => isFrom(others.changes, option)) ?? first;
  const file = others.sourceOf(elsewhere);
  return { file, path: printPath(pathInFile(elsewhere)), line: 0, column: 0, message };
}

/** Whether a source other than the file decides an option. Of thresholds the file has the last word. */
function isFrom(changes: BundleOptionChanges, [name]: OptionPath): boolean {
  return name !== undefined && name !== "thresholds" && name in changes;
}

function toFindings(issue: z.core.$ZodIssue): readonly ConfigFinding[] {
  // The document comes from YAML, whose keys are texts and numbers; no symbol can occur.
  const path = issue.path as ConfigPath;
  if (issue.code === "custom" && issue.params?.["at"] === "key") {
    return [{ path, message: issue.message, at: "key" }];
  }
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
