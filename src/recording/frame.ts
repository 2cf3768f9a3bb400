import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

/** Each frame begins with this: what it is, and where the next one is. */
const MAGIC = Buffer.from("TDBR");

/** Magic, kind, length of what follows, the first and the last moment of it, and how many entries those are. */
const HEAD_BYTES = 4 + 1 + 4 + 8 + 8 + 4;

/** The most that a frame unpacks to: a replaced topology of all shards is far less. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/** No recording is of a later time than 2262; what says so is damaged. */
const LATEST_NS = 2n ** 63n - 1n;

const KINDS = { header: 1, entries: 2 } as const;

const pack = promisify(gzip) as (bytes: Uint8Array, options: { level: number }) => Promise<Buffer>;
const unpack = promisify(gunzip) as (
  bytes: Uint8Array,
  options: { maxOutputLength: number },
) => Promise<Buffer>;

/** What a frame says of itself. */
export interface FrameHead {
  readonly kind: keyof typeof KINDS;
  /** Bytes of the packed content behind it. */
  readonly length: number;
  readonly firstNs: bigint;
  readonly lastNs: bigint;
  readonly entries: number;
}

/** How long the head of a frame is. */
export const FRAME_HEAD_BYTES = HEAD_BYTES;

/** A frame with its content, which is packed in another thread and carries a checksum. */
export async function printFrame(head: Omit<FrameHead, "length">, content: Uint8Array): Promise<Buffer> {
  const packed = await pack(content, { level: 1 });
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + packed.length);
  MAGIC.copy(bytes);
  let at = bytes.writeUInt8(KINDS[head.kind], MAGIC.length);
  at = bytes.writeUInt32LE(packed.length, at);
  at = bytes.writeBigUInt64LE(head.firstNs, at);
  at = bytes.writeBigUInt64LE(head.lastNs, at);
  at = bytes.writeUInt32LE(head.entries, at);
  packed.copy(bytes, at);
  return bytes;
}

/** The head of a frame; undefined when these bytes begin none. */
export function parseFrameHead(bytes: Buffer): FrameHead | undefined {
  if (bytes.length < HEAD_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const number = bytes[MAGIC.length];
  const kind = number === KINDS.header ? "header" : number === KINDS.entries ? "entries" : undefined;
  const firstNs = bytes.readBigUInt64LE(9);
  const lastNs = bytes.readBigUInt64LE(17);
  if (kind === undefined || firstNs > LATEST_NS || lastNs > LATEST_NS) return undefined;
  return { kind, length: bytes.readUInt32LE(5), firstNs, lastNs, entries: bytes.readUInt32LE(25) };
}

/** What a frame holds; undefined when it is damaged. */
export async function unpackFrame(packed: Uint8Array): Promise<Buffer | undefined> {
  try {
    return await unpack(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch {
    return undefined;
  }
}
