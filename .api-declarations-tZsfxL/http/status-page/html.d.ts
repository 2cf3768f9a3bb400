/** Text that is HTML already. Only the tag {@link html} makes it, so whatever is in it was escaped or written here. */
export declare class Html {
    readonly source: string;
    constructor(source: string);
}
/** What can be put into a template: a value to be escaped, HTML as it is, or a list of either. */
export type HtmlPart = string | number | bigint | Html | readonly HtmlPart[];
/** Escaped for element content and for attribute values in quotes. */
export declare function escapeHtml(text: string): string;
/** A template whose values are escaped; nothing gets into the page as markup unless it came out of a template. */
export declare function html(fragments: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html;
