/** The value at a path of keys in a document that nobody has checked, or undefined where there is none. */
export function valueAt(document: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => entriesOf(value).find(([name]) => name === key)?.[1], document);
}

/** Whether a value is a mapping, with or without entries. */
export function isMapping(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The entries of a mapping; none of anything else. */
export function entriesOf(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  return isMapping(value) ? Object.entries(value) : [];
}

/** The items of a list; none of anything else. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
