/** A condition on one label. A plain string is the value that it must have. */
export type LabelMatcher = string | { readonly operator: "!=" | "=~" | "!~"; readonly value: string };

/** Conditions by label. */
export type Matchers = Readonly<Record<string, LabelMatcher>>;

/** The label matches a regular expression, as a whole; a Grafana variable with several values is one. */
export function matching(pattern: string): LabelMatcher {
  return { operator: "=~", value: pattern };
}

/** The label has another value, or none. */
export function otherThan(value: string): LabelMatcher {
  return { operator: "!=", value };
}

/** The label has one of these values, which stand for themselves. */
export function oneOf(...values: readonly string[]): LabelMatcher {
  return matching(values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"));
}

/** Writes a condition as PromQL does, quoted. */
export function printMatcher(label: string, matcher: LabelMatcher): string {
  const { operator, value } = typeof matcher === "string" ? { operator: "=", value: matcher } : matcher;
  return `${label}${operator}"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

/**
 * The values that a condition names: one, or the alternatives of a pattern such as `healthy|degraded`. None where the
 * pattern is more than a list, or holds a variable that is filled in later.
 */
export function namedValues(matcher: LabelMatcher): readonly string[] {
  const value = typeof matcher === "string" ? matcher : matcher.value;
  if (value.includes("$")) return [];
  if (typeof matcher === "string" || matcher.operator === "!=") return value === "" ? [] : [value];
  const alternatives = value.replace(/^\((.*)\)$/, "$1").split("|");
  return alternatives.every((alternative) => /^[\w-]+$/.test(alternative)) ? alternatives : [];
}
