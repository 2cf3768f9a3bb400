import type { Result } from "../../domain/terms/result";
/** U+FEFF as UTF-8. RFC 8259 lets a reader ignore one at the start of a text, and tools on Windows write it. */
export declare const BYTE_ORDER_MARK: Uint8Array<ArrayBuffer>;
/** A text, or the fact that the bytes are none. */
export type Utf8Result = Result<string>;
/**
 * Bytes as text. Bytes that are no UTF-8 are refused rather than replaced: a replaced byte inside a number or a name
 * would be a silent change of the data. A byte order mark is kept; see {@link withoutByteOrderMark}.
 */
export declare function decodeUtf8(bytes: Uint8Array): Utf8Result;
/**
 * The same bytes less one byte order mark at their start. RFC 8259 lets a reader ignore one, and tools on Windows write
 * it; a mark anywhere else stays and is no JSON.
 */
export declare function withoutByteOrderMark(bytes: Uint8Array): Uint8Array;
