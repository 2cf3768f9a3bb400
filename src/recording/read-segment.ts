import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { FRAME_HEAD_BYTES, parseFrameHead, unpackFrame } from "./frame";
import type { FrameHead } from "./frame";
import { parseSegmentHeader } from "./segment-header";
import type { SegmentHeader } from "./segment-header";

/** Where a frame is in its file. */
interface PlacedFrame extends FrameHead {
  /** Of its content. */
  readonly offset: number;
}

/** A file of a recording as far as its frames can be followed. */
export interface Segment {
  readonly path: string;
  readonly header: SegmentHeader;
  readonly frames: readonly PlacedFrame[];
  /** Whether something is behind the last whole frame: it was torn by the end of its process, or is damaged. */
  readonly isTorn: boolean;
}

/**
 * Looks through a file of a recording. The text says why it is of no use.
 *
 * @throws Error of the system when it cannot be read.
 */
export async function readSegment(path: string): Promise<Segment | string> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const first = await readFrameHead(handle, 0, size);
    if (first?.kind !== "header") return "is not the beginning of a recording";
    const text = await readFrame(handle, first);
    const header = text === undefined ? "is damaged at its beginning" : parseSegmentHeader(text.toString());
    if (typeof header === "string") return header;
    const frames: PlacedFrame[] = [];
    let at = first.offset + first.length;
    for (;;) {
      const frame = await readFrameHead(handle, at, size);
      if (frame?.kind !== "entries") break;
      frames.push(frame);
      at = frame.offset + frame.length;
    }
    return { path, header, frames, isTorn: at < size };
  } finally {
    await handle.close();
  }
}

/** The contents of a segment's frames, one after the other; undefined once, at the end, where one is damaged. */
export async function* segmentContents({ path, frames }: Segment): AsyncGenerator<Buffer | undefined, void> {
  const handle = await open(path, "r");
  try {
    for (const frame of frames) {
      const content = await readFrame(handle, frame);
      yield content;
      if (content === undefined) return;
    }
  } finally {
    await handle.close();
  }
}

/** Undefined when no whole frame is there. */
async function readFrameHead(handle: FileHandle, at: number, size: number): Promise<PlacedFrame | undefined> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(FRAME_HEAD_BYTES), 0, FRAME_HEAD_BYTES, at);
  const head = parseFrameHead(buffer.subarray(0, bytesRead));
  const offset = at + FRAME_HEAD_BYTES;
  return head === undefined || offset + head.length > size ? undefined : { ...head, offset };
}

/** Undefined when it is damaged. */
async function readFrame(handle: FileHandle, { offset, length }: PlacedFrame): Promise<Buffer | undefined> {
  const packed = Buffer.alloc(length);
  const { bytesRead } = await handle.read(packed, 0, length, offset);
  return bytesRead === length ? unpackFrame(packed) : undefined;
}
