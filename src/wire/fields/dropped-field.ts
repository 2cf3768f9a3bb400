/**
 * The dotted path of the first field of a JSON value that its reader did not take over, or undefined. Null counts as
 * absent. Finds misspelled optional fields, which a schema that ignores unknown fields cannot.
 *
 * @param read - the JSON value as it was read.
 * @param kept - what the reader makes of it, printed back; arrays in the same order.
 */
export function droppedField(read: unknown, kept: unknown): string | undefined {
  if (!isContainer(read)) return undefined;
  for (const [key, value] of Object.entries(read)) {
    if (value === null) continue;
    if (!isContainer(kept) || !Object.hasOwn(kept, key)) return key;
    const below = droppedField(value, kept[key]);
    if (below !== undefined) return `${key}.${below}`;
  }
  return undefined;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
