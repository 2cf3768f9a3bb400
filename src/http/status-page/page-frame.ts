import { PAGE_SCRIPT } from "../page-assets/page-script";
import { STYLE_SHEET } from "../page-assets/style-sheet";
import { Html, html } from "./html";

/** One document for people, without anything to load. */
export interface PageFrame {
  readonly title: string;
  /** Seconds after which a browser loads the page again; never unless given. */
  readonly refreshSeconds?: number;
  /** Whether the script that keeps the page up to date is in it; then a browser that runs it does not load the page again. */
  readonly isLive?: true;
  readonly body: Html;
}

/** A whole page around its body. */
export function pageFrame({ title, refreshSeconds, isLive, body }: PageFrame): string {
  // Put together outside the template, where no formatter adds a blank: the policy allows these very bytes by their hash.
  const style = new Html(`<style>${STYLE_SHEET}</style>`);
  const script = isLive ? new Html(`<script>${PAGE_SCRIPT}</script>`) : "";
  const reload =
    refreshSeconds === undefined ? "" : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  const refresh = isLive ? html`<noscript>${reload}</noscript>` : reload;
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
        ${body} ${script}
      </body>
    </html> `;
  return page.source;
}
