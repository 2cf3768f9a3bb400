/** Text that is HTML already. Only the tag {@link html} makes it, so whatever is in it was escaped or written here. */
export class Html {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

/** What can be put into a template: a value to be escaped, HTML as it is, or a list of either. */
export type HtmlPart = string | number | bigint | Html | readonly HtmlPart[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escaped for element content and for attribute values in quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A template whose values are escaped; nothing gets into the page as markup unless it came out of a template. */
export function html(fragments: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(fragments.map((fragment, index) => fragment + printed(parts[index] ?? "")).join(""));
}

function printed(part: HtmlPart): string {
  if (part instanceof Html) return part.source;
  if (typeof part === "object") return part.map(printed).join("");
  return escapeHtml(String(part));
}
