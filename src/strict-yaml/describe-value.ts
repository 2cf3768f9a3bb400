const LONGEST = 60;

/**
 * A value of the document in a few words, for the "got ..." of a message. Long texts are cut, collections only named, so
 * that a message stays one line whatever was in the file.
 */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") {
    return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
  }
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  return Array.isArray(value) ? "a list" : "a mapping";
}
