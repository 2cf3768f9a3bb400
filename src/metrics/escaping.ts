const QUOTED = /[\\"\n\0]/g;
const UNQUOTED = /[\\\n\0]/g;

/**
 * Both formats know three escapes. Neither has one for NUL, which Prometheus' own scanner takes for the end of the
 * input: a NUL becomes U+FFFD, so that one odd name cannot cost the whole scrape.
 */
function escape(character: string): string {
  switch (character) {
    case "\n":
      return "\\n";
    case "\0":
      return "\uFFFD";
    default:
      return `\\${character}`;
  }
}

/** Text between double quotes: a label value in both formats, and the help text in OpenMetrics, which has no quotes around it but escapes them. */
export function escapeQuoted(text: string): string {
  return text.replace(QUOTED, escape);
}

/** The help text in the text format, where a double quote stands for itself. */
export function escapeUnquoted(text: string): string {
  return text.replace(UNQUOTED, escape);
}
