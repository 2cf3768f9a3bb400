import { decodeUtf8, withoutByteOrderMark } from "../../../../src/wire/json/utf8";

const INVALID = "not valid UTF-8: expected JSON, which is always UTF-8";

test("text of every width is decoded", () => {
  expect(decodeUtf8(new TextEncoder().encode("aé€\u{1f30a}"))).toEqual({ ok: true, value: "aé€\u{1f30a}" });
});

test.each([
  ["a stray continuation byte", [0x80]],
  ["a sequence cut short", [0x7b, 0xe2, 0x82]],
  ["an overlong slash", [0xc0, 0xaf]],
  ["an encoded surrogate", [0xed, 0xa0, 0x80]],
  ["a byte past U+10FFFF", [0xf5, 0x80, 0x80, 0x80]],
])("%s is refused", (_name, bytes) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toEqual({ ok: false, message: INVALID });
});

test("a view into a larger buffer is decoded by itself", () => {
  expect(decodeUtf8(new TextEncoder().encode("[1,2]").subarray(1, 4))).toEqual({ ok: true, value: "1,2" });
});

test("one byte order mark is taken off the start, and nothing else", () => {
  expect([...withoutByteOrderMark(Uint8Array.of(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x31))]).toEqual([
    0xef, 0xbb, 0xbf, 0x31,
  ]);
  expect([...withoutByteOrderMark(Uint8Array.of(0xef, 0xbb))]).toEqual([0xef, 0xbb]);
});
