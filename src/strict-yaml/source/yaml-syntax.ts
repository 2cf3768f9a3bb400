import type { YAMLError } from "yaml";

/** What the library's messages do not say in an operator's words, by its error code. */
const MESSAGES: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "a tab is used for indentation; YAML takes spaces only",
  RESOURCE_EXHAUSTION: "nested too deeply",
  NON_STRING_KEY: "expected a plain text or number as the key of a mapping",
  BLOCK_AS_IMPLICIT_KEY: "a second `:` on one line; put a value that contains `: ` in quotes",
};

/** Why a text is not YAML, in one line. */
export function describeSyntaxError(error: Pick<YAMLError, "code" | "message">): string {
  return `not valid YAML: ${MESSAGES[error.code] ?? error.message}`;
}
