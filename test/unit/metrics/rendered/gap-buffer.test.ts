import { GapBuffer } from "../../../../src/metrics/rendered/gap-buffer";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const shown = (draft: GapBuffer): string => Buffer.from(draft.text).toString();

test("values take the places of what they replace, and the rest is kept", () => {
  const draft = new GapBuffer();
  draft.open(bytesOf("a 1\nb 22\nc 333\n"), 2);
  draft.keepUntil(2);
  draft.replaceUntil(3, 1234.5);
  draft.keepUntil(11);
  draft.replaceUntil(14, 7);
  draft.keepUntil(15);
  expect([shown(draft), draft.length]).toEqual(["a 1234.5\nb 22\nc 7\n", 18]);
});

test("values as long as there are do not reach what follows them, however short the old ones were", () => {
  const draft = new GapBuffer();
  const longest = -1.000_001_739_418_128_5e-6;
  const old = Array.from({ length: 50 }, (_, i) => String(i % 10));
  draft.open(bytesOf(old.join(" ")), old.length);
  for (const i of old.keys()) {
    draft.replaceUntil(2 * i + 1, longest);
    if (i < old.length - 1) draft.keepUntil(2 * i + 2);
  }
  expect(shown(draft)).toBe(old.map(() => String(longest)).join(" "));
});

test("the next text begins anew, be it longer or shorter", () => {
  const draft = new GapBuffer();
  for (const text of ["one", "a longer text", "", "two"]) {
    draft.open(bytesOf(text), 0);
    draft.keepUntil(text.length);
    expect(shown(draft)).toBe(text);
  }
});
