import { Composer, LineCounter, Parser } from "yaml";
import type { Document, YAMLError } from "yaml";
import { printPath } from "../config-problem";
import type { ConfigFinding, ConfigProblem, WithConfigProblems } from "../config-problem";
import { describeValue } from "../describe-value";
import { nestsTooDeepAt } from "./yaml-depth";
import { plainNumberTags } from "./yaml-numbers";
import { repeatedKeys, unknownAliases } from "./yaml-findings";
import type { YamlFinding } from "./yaml-findings";
import { offsetOf } from "./yaml-position";
import { describeSyntaxError } from "./yaml-syntax";
import type { Result } from "../../domain/terms/result";

/** A YAML text that could be read. */
export interface YamlSource {
  /**
   * Plain values: integers as `bigint`, mappings with their keys as texts. Never `null` for the whole: a text without a
   * value is refused.
   */
  readonly document: unknown;
  /** What is wrong with it although it can be read, that is, keys that are given twice. */
  readonly problems: readonly ConfigProblem[];
  /** Gives a finding about {@link document} its place in the text. */
  readonly locate: (finding: ConfigFinding) => ConfigProblem;
}

/** A YAML text, read, or why it cannot be. */
export type YamlResult = Result<YamlSource, WithConfigProblems>;

/** One syntax error drags others along; past these few they only bury the first. */
const MOST_SYNTAX_PROBLEMS = 10;

/**
 * Enough for a long list of tenants that share an anchor, and a bound on texts that multiply by aliases of aliases: the
 * library counts how often an anchor is used, times the aliases within it.
 */
const MOST_ALIASES = 10_000;

/**
 * Reads a YAML 1.2 text, whatever it contains: never throws.
 *
 * @param file how problems call the text.
 */
export function readYaml(text: string, file: string): YamlResult {
  const lines = new LineCounter();
  const refuse = (findings: readonly YamlFinding[]): YamlResult => ({
    ok: false,
    problems: findings.map(toProblem),
  });
  function toProblem({ offset, path, message }: YamlFinding): ConfigProblem {
    const { line, col } = lines.linePos(offset);
    return { file, path: printPath(path), line: Math.max(line, 1), column: Math.max(col, 1), message };
  }

  // A byte order mark is no character of the first line; columns would be off by one.
  const source = text.replace(/^\uFEFF/, "");
  const tokens = [...new Parser(lines.addNewLine).parse(source)];
  const tooDeep = nestsTooDeepAt(tokens);
  if (tooDeep !== undefined) return refuse([whole("not valid YAML: nested too deeply", tooDeep)]);

  const [document, second] = new Composer(options(lines)).compose(tokens, true, source.length);
  if (document === undefined) throw new Error("yaml: a forced document was not made");
  const errors = syntaxFindings([...document.errors, ...document.warnings], lines);
  if (errors.length > 0) return refuse(errors);
  if (second !== undefined) {
    return refuse([whole("a second YAML document starts here; expected one document", second.range[0])]);
  }
  const aliases = unknownAliases(document);
  if (aliases.length > 0) return refuse(aliases);

  const plain = toPlain(document);
  if (plain === undefined)
    return refuse([whole("anchors and aliases multiply into too much; write the values out")]);
  if (plain.value === null || plain.value === undefined) return refuse([withoutValue(document, source)]);
  return {
    ok: true,
    value: {
      document: plain.value,
      problems: repeatedKeys(document, lines).map(toProblem),
      locate: (finding) => toProblem({ ...finding, offset: offsetOf(document, finding) }),
    },
  };
}

function options(lineCounter: LineCounter): ConstructorParameters<typeof Composer>[0] {
  return {
    lineCounter,
    intAsBigInt: true,
    stringKeys: true,
    // Found by `repeatedKeys`, which says more.
    uniqueKeys: false,
    // Named, so that a `%YAML 1.1` line cannot bring back `yes` as a boolean, or merge keys.
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    customTags: plainNumberTags,
  };
}

/**
 * A file that lost its content, or whose every line is commented out, must not take the place of one that had some. Who
 * means nothing writes it.
 */
function withoutValue(document: Document.Parsed, source: string): YamlFinding {
  const [start, end] = document.contents?.range ?? [0, 0];
  const found = start === end ? undefined : source.slice(start, end);
  const nothing = source.trim() === "" ? "is empty" : "has nothing in it but comments or markers";
  const problem = found === undefined ? nothing : `has no value but ${describeValue(found)}`;
  const message = `${problem}; restore the file, or write {} if it is meant to set nothing`;
  return whole(message, found === undefined ? 0 : start);
}

function whole(message: string, offset = 0): YamlFinding {
  return { offset, path: [], message };
}

function syntaxFindings(errors: readonly YAMLError[], lines: LineCounter): readonly YamlFinding[] {
  const byLine = new Map<number, YamlFinding>();
  for (const error of errors) {
    const { line } = lines.linePos(error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, whole(describeSyntaxError(error), error.pos[0]));
  }
  return [...byLine.values()].slice(0, MOST_SYNTAX_PROBLEMS);
}

/** The document's value, or undefined when it multiplies aliases past the limit, which the library reports by throwing. */
function toPlain(document: Document.Parsed): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}
