import fc from "fast-check";

import { escapeHtml, html } from "../../../../src/http/status-page/html";
import { propertyRuns } from "../../../support/property-runs";

test("what stands in a template as a value is text, never markup", () => {
  const evil = `"><script>alert('x')</script>&amp;`;
  expect(html`<a title="${evil}">${evil}</a>`.source).toBe(
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;">' +
      "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;</a>",
  );
});

test("templates nest, and lists are put together", () => {
  const items = ["a", "<b>"].map((item) => html`<i>${item}</i>`);
  expect(html`<b>${items}${1n}${2}${["x", ["<"]]}</b>`.source).toBe("<b><i>a</i><i>&lt;b&gt;</i>12x&lt;</b>");
});

test("an escaped text has none of the five characters left but as an entity, and nothing is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "<", ">", "&", '"', "'", ";", "ü") }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      const back = escaped
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&");
      expect(back).toBe(text);
    }),
    propertyRuns(),
  );
});
