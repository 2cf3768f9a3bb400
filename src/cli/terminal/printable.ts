/**
 * What a terminal acts upon instead of showing it, or what turns text around: control characters, line separators, marks of
 * direction. Names of regions come from files and from senders.
 */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** A text as it can be shown: what is unsafe is spelled as JSON escapes it. Line feeds are unsafe, too. */
export function printable(text: string): string {
  return text
    .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    .replaceAll(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A JSON value with every text of it, keys included, made printable. */
export function printableJson(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(printableJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [printable(key), printableJson(part)]),
  );
}

/** A JSON text that means the same and can be shown. */
export function printableJsonText(json: string): string {
  return json.split("\n").map(printable).join("\n");
}
