import { Buffer, isUtf8 } from "node:buffer";
import type { Result } from "../../domain/terms/result";

/** U+FEFF as UTF-8. RFC 8259 lets a reader ignore one at the start of a text, and tools on Windows write it. */
export const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** A text, or the fact that the bytes are none. */
export type Utf8Result = Result<string>;

/**
 * Bytes as text. Bytes that are no UTF-8 are refused rather than replaced: a replaced byte inside a number or a name
 * would be a silent change of the data. A byte order mark is kept; see {@link withoutByteOrderMark}.
 */
export function decodeUtf8(bytes: Uint8Array): Utf8Result {
  if (!isUtf8(bytes)) return { ok: false, message: "not valid UTF-8: expected JSON, which is always UTF-8" };
  return { ok: true, value: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8") };
}

/**
 * The same bytes less one byte order mark at their start. RFC 8259 lets a reader ignore one, and tools on Windows write
 * it; a mark anywhere else stays and is no JSON.
 */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  return marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}
