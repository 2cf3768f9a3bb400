import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { payloadChecksum } from "../wal/batch";
import { writeWhole } from "../wal/write-whole";

/** Length and checksum of the payload, u32 little-endian each. */
const FRAME_BYTES = 8;

/**
 * A log of records in one file, by the rules of the WAL: a record that was appended is in the file, though not flushed to the device,
 * so it survives that its writer is killed, and not a power cut.
 *
 * File system errors are thrown as they come.
 */
export class RecordLog {
  readonly #path: string;
  #bytes: number;
  #file: number | undefined;

  private constructor(path: string, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
  }

  /**
   * Opens a log, which need not exist, and hands every whole record to `replay`. A torn end, as a killed writer leaves it, is cut
   * off; `onCut` hears what was wrong with it.
   */
  static open(path: string, replay: (payload: Buffer) => void, onCut: (problem: string) => void): RecordLog {
    const content = readIfThere(path);
    let goodBytes = 0;
    for (;;) {
      const payload = payloadAt(content, goodBytes);
      if (payload === undefined) break;
      goodBytes += FRAME_BYTES + payload.length;
      replay(payload);
    }
    if (goodBytes < content.length) {
      onCut(
        `${path}: cut after ${goodBytes} bytes: the ${content.length - goodBytes} behind them are no whole record`,
      );
      truncateSync(path, goodBytes);
    }
    return new RecordLog(path, goodBytes);
  }

  /** Bytes that lie in the file. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Writes a record to the end. One that could not be written whole leaves nothing behind on which the next would stand. */
  append(payload: Uint8Array): void {
    const frame = Buffer.alloc(FRAME_BYTES + payload.length);
    frame.writeUInt32LE(payload.length, 0);
    frame.writeUInt32LE(payloadChecksum(payload), 4);
    frame.set(payload, FRAME_BYTES);
    this.#file ??= this.#open();
    try {
      writeWhole(this.#file, frame);
    } catch (error) {
      ftruncateSync(this.#file, this.#bytes);
      throw error;
    }
    this.#bytes += frame.length;
  }

  /** Lets go of the file. What was written stays. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): number {
    mkdirSync(dirname(this.#path), { recursive: true });
    return openSync(this.#path, "a");
  }
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** The payload of the record at that place; undefined when no whole one begins there. */
function payloadAt(content: Buffer, offset: number): Buffer | undefined {
  const start = offset + FRAME_BYTES;
  if (start > content.length) return undefined;
  const end = start + content.readUInt32LE(offset);
  if (end > content.length) return undefined;
  const payload = content.subarray(start, end);
  return payloadChecksum(payload) === content.readUInt32LE(offset + 4) ? payload : undefined;
}
