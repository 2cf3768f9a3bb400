export type AlertLabels = Readonly<Record<string, string>>;

/** Whether labels pass. */
export type Matches = (labels: AlertLabels) => boolean;

/**
 * All of the matchers of a route or an inhibition, such as `severity=~"warning|info"`. A label that is missing is empty.
 *
 * @throws Error for a matcher that is not written so.
 */
export function matchesAll(matchers: readonly string[]): Matches {
  const conditions = matchers.map(condition);
  return (labels) => conditions.every((holds) => holds(labels));
}

function condition(text: string): Matches {
  const match = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"]*?))\s*$/s.exec(text);
  if (match === null) throw new Error(`not a matcher: ${text}`);
  const [, name = "", operator, quoted, bare] = match;
  const value =
    quoted?.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped)) ?? bare ?? "";
  if (operator === "=") return (labels) => (labels[name] ?? "") === value;
  if (operator === "!=") return (labels) => (labels[name] ?? "") !== value;
  const pattern = new RegExp(`^(?:${value})$`, "u");
  const negated = operator === "!~";
  return (labels) => pattern.test(labels[name] ?? "") !== negated;
}
