import type { SourcedPromql } from "./promql-source";

/** What a name of ours looks like, wherever it stands. A star or an underscore at the end stands for more than one. */
const OUR_NAME = /(?<![\w:./-])(?:[a-z_]+:)?tidaldb_[a-z0-9_]*(?::[a-z0-9_]+)?\*?/g;

/** The expressions of a text: blocks of PromQL, and queries on command lines in blocks for a shell. */
export function markdownPromql(file: string, markdown: string): SourcedPromql[] {
  return fencedBlocks(markdown).flatMap(({ language, text }) => {
    const where = `${file}: ${text.trim().slice(0, 60)}`;
    if (language === "promql") return expressionsOf(text).map((expr) => ({ where, expr, labelsShown: [] }));
    if (["sh", "bash", "shell", "console"].includes(language)) {
      return commandQueries(text).map((expr) => ({ where, expr, labelsShown: [] }));
    }
    return [];
  });
}

/** Names in running text, in code and in tables that look like metrics of this project. */
export function namesInMarkdown(markdown: string): string[] {
  return [...new Set([...markdown.matchAll(OUR_NAME)].map(([name]) => name))];
}

/** Also those that begin a point of a list. */
function fencedBlocks(markdown: string): { language: string; text: string }[] {
  return [...markdown.matchAll(/^[ \t]*(?:(?:[-*]|\d+\.)[ \t]+)?```(\w+)[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].map(
    ([, language, text]) => ({
      language: language ?? "",
      text: text ?? "",
    }),
  );
}

/** Expressions are apart by a blank line; lines with # are remarks. */
function expressionsOf(text: string): string[] {
  return text
    .split(/\n[ \t]*\n/)
    .map((part) => part.replace(/^[ \t]*#.*$/gm, "").trim())
    .filter((expr) => expr !== "");
}

/** `--data-urlencode 'query=…'` of curl and `promtool query instant URL '…'`. */
function commandQueries(text: string): string[] {
  const joined = text.replace(/\\\n\s*/g, " ");
  const curl = [...joined.matchAll(/'query=([^']*)'|"query=((?:[^"\\]|\\.)*)"/g)];
  const promtool = [...joined.matchAll(/promtool query (?:instant|range)\b[^\n]*?\s'([^']*)'/g)];
  return [...curl, ...promtool].map(([, single, double]) => single ?? (double ?? "").replace(/\\(.)/g, "$1"));
}
