import MarkdownIt from "markdown-it";

import { Html } from "../status-page/html";

const COMMENT = /<!--[\s\S]*?-->/g;
/** How runbooks refer to each other: by the name of the file. */
const SIBLING = /^(\w+)\.md$/;

/**
 * A runbook in Markdown as HTML. What looks like HTML in it is shown as text, but for comments, which are left out.
 *
 * @param linkTo - the address of another alert's runbook.
 * @param beside - what stands below a code block, by its text.
 */
export function runbookHtml(
  markdown: string,
  linkTo: (alert: string) => string,
  beside: ReadonlyMap<string, Html> = new Map(),
): Html {
  const printer = new MarkdownIt({ html: false });
  const { rules } = printer.renderer;
  const fence = rules["fence"];
  rules["fence"] = (tokens, index, options, env, self) => {
    const block = fence?.(tokens, index, options, env, self) ?? "";
    // A long line is moved sideways, by the keyboard too.
    return (
      block.replace("<pre>", '<pre tabindex="0">') + (beside.get(tokens[index]?.content ?? "")?.source ?? "")
    );
  };
  printer.core.ruler.push("siblings", ({ tokens }) => {
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const [, alert] = SIBLING.exec(String(token.attrGet("href") ?? "")) ?? [];
        if (alert !== undefined) token.attrSet("href", linkTo(alert));
      }
    }
  });
  return new Html(printer.render(markdown.replace(COMMENT, "")));
}
