import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { describeFileError, isFileMissing } from "./file-error";
import { formatByteSize } from "../byte-size";
import type { Result, WithMessage } from "../../domain/terms/result";

/** The text of a file, or why there is none. */
export type TextResult = Result<string, WithMessage & { readonly isMissing: boolean }>;

/**
 * Reads a file as UTF-8, up to a limit: a path that leads to a device or to the wrong file must not fill the memory.
 * Pipes work, as in `check-config /dev/stdin`.
 */
export async function readTextFile(path: string, atMostBytes: number): Promise<TextResult> {
  const refuse = (message: string, isMissing = false): TextResult => ({ ok: false, isMissing, message });
  let bytes: Buffer;
  try {
    bytes = await readStart(path, atMostBytes + 1);
  } catch (error) {
    return refuse(`cannot be read: ${describeFileError(error)}`, isFileMissing(error));
  }
  if (bytes.length > atMostBytes) return refuse(`is larger than ${formatByteSize(atMostBytes)}`);
  return isUtf8(bytes) ? { ok: true, value: bytes.toString("utf8") } : refuse("is not UTF-8 text");
}

/** The first bytes of a file, no more than `atMostBytes`. */
async function readStart(path: string, atMostBytes: number): Promise<Buffer> {
  const file = await open(path, "r");
  const chunks: Buffer[] = [];
  // Leaving the loop, in whatever way, closes the stream, and the stream closes the file.
  let length = 0;
  for await (const chunk of file.createReadStream({ highWaterMark: 64 * 1024 })) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= atMostBytes) break;
  }
  return Buffer.concat(chunks);
}
