import { STYLE_SHEET } from "../sending/style-sheet";
import { Html, html } from "./html";

/** One document for people, without scripts and without anything to load. */
export interface PageFrame {
  readonly title: string;
  /** Seconds after which a browser loads the page again; never unless given. */
  readonly refreshSeconds?: number;
  readonly body: Html;
}

/** A whole page around its body. */
export function pageFrame({ title, refreshSeconds, body }: PageFrame): string {
  // Put together outside the template, where no formatter adds a blank: the policy allows these very bytes by their hash.
  const style = new Html(`<style>${STYLE_SHEET}</style>`);
  const refresh =
    refreshSeconds === undefined ? "" : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refresh}
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return page.source;
}
