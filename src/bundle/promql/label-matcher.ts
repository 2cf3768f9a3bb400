/** One condition on a label. A plain string is the value that it must have. */
export type LabelCondition = string | { readonly operator: "!=" | "=~" | "!~"; readonly value: string };

/** What must hold of one label: a condition, or several at once. */
export type LabelMatcher = LabelCondition | readonly LabelCondition[];

/** Conditions by label. */
export type Matchers = Readonly<Record<string, LabelMatcher>>;

/** The label matches a regular expression, as a whole; a Grafana variable with several values is one. */
export function matching(pattern: string): LabelCondition {
  return { operator: "=~", value: pattern };
}

/** The label does not match a regular expression as a whole. */
export function notMatching(pattern: string): LabelCondition {
  return { operator: "!~", value: pattern };
}

/** The label has another value, or none. */
export function otherThan(value: string): LabelCondition {
  return { operator: "!=", value };
}

/** The label has one of these values, which stand for themselves. */
export function oneOf(...values: readonly string[]): LabelCondition {
  return matching(values.map(literally).join("|"));
}

/** A regular expression that matches the text and nothing else. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Writes what must hold of a label as PromQL does, quoted. */
export function printMatcher(label: string, matcher: LabelMatcher): string {
  if (isSeveral(matcher)) return matcher.map((condition) => printMatcher(label, condition)).join(",");
  const { operator, value } = typeof matcher === "string" ? { operator: "=", value: matcher } : matcher;
  return `${label}${operator}"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

/**
 * The values that a condition names: one, or the alternatives of a pattern such as `healthy|degraded`. None where the
 * pattern is more than a list, or holds a variable that is filled in later.
 */
export function namedValues(matcher: LabelMatcher): readonly string[] {
  if (isSeveral(matcher)) return matcher.flatMap(namedValues);
  const value = typeof matcher === "string" ? matcher : matcher.value;
  if (value.includes("$")) return [];
  if (typeof matcher === "string" || matcher.operator === "!=") return value === "" ? [] : [value];
  const alternatives = value.replace(/^\((.*)\)$/, "$1").split("|");
  return alternatives.every((alternative) => /^[\w-]+$/.test(alternative)) ? alternatives : [];
}

/** The same as `Array.isArray`, which takes a read-only array for something else. */
function isSeveral(matcher: LabelMatcher): matcher is readonly LabelCondition[] {
  return Array.isArray(matcher);
}
