/** The text with every line moved to the right, for an expression inside another's parentheses. */
export function indent(text: string, columns = 2): string {
  return text.replace(/^/gm, " ".repeat(columns));
}
