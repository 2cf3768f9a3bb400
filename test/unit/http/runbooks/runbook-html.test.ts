import { runbookHtml } from "../../../../src/http/runbooks/runbook-html";

function printed(markdown: string): string {
  return runbookHtml(markdown, (alert) => `./${alert}?region=eu-west`).source.trim();
}

test.each([
  [
    "a heading and prose",
    "# Title\n\nProse with `code`.",
    "<h1>Title</h1>\n<p>Prose with <code>code</code>.</p>",
  ],
  [
    "a query",
    '```promql\na{b="c"} > 1\n```',
    '<pre tabindex="0"><code class="language-promql">a{b=&quot;c&quot;} &gt; 1\n</code></pre>',
  ],
  [
    "another runbook, by its address",
    "[Other](Other.md)",
    '<p><a href="./Other?region=eu-west">Other</a></p>',
  ],
  [
    "a link to elsewhere, as it is",
    "[x](https://example.org/a.md)",
    '<p><a href="https://example.org/a.md">x</a></p>',
  ],
  ["what looks like HTML, as text", "<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"],
  ["a link that would run something, as text", "[x](javascript:alert)", "<p>[x](javascript:alert)</p>"],
  ["comments, not at all", "a\n\n<!-- Begin of\nthe site's own -->\n\nb", "<p>a</p>\n<p>b</p>"],
])("a runbook shows %s", (_, markdown, html) => {
  expect(printed(markdown)).toBe(html);
});
