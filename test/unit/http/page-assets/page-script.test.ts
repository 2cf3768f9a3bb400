import { Script } from "node:vm";
import { gzipSync } from "node:zlib";

import { PAGE_SCRIPT } from "../../../../src/http/page-assets/page-script";
import { STYLE_SHEET } from "../../../../src/http/page-assets/style-sheet";

test("the script is JavaScript, and nothing in it ends its element", () => {
  expect(() => new Script(PAGE_SCRIPT)).not.toThrow();
  expect(PAGE_SCRIPT).not.toMatch(/<\/script|<!--/i);
  expect(STYLE_SHEET).not.toMatch(/<\//);
});

test("script and style are no more than 60 KB compressed", () => {
  expect(gzipSync(PAGE_SCRIPT + STYLE_SHEET).length).toBeLessThan(60 * 1024);
});

test("neither names another host", () => {
  const others = (PAGE_SCRIPT + STYLE_SHEET).match(/https?:\/\/[^'"]*/g);
  expect(others).toEqual(["http://www.w3.org/2000/svg"]);
});
