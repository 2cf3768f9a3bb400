import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { takeSteps } from "../../concurrency/take-steps";
import { printStateDocument } from "../file/state-document";
import type { StateDocumentResult } from "../file/state-document";
import { parseStateDocumentInSteps } from "../file/state-document-in-steps";
import type { StoredState } from "../store";

const pressed = promisify(gzip);
const unpressed = promisify(gunzip);

/** Below this many bytes people can read a value with the tools of NATS. */
const PLAIN_BYTES = 32 * 1024;
/** Far above any state there can be, far below what would fill the memory. */
const LARGEST_BYTES = 256 * 1024 * 1024;

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** A state as a value of a key: the text of a state file, compressed when it is long. */
export async function printStateValue(state: StoredState): Promise<Uint8Array> {
  const bytes = await takeSteps(printInSteps(state), () => nextTurn());
  return bytes.length <= PLAIN_BYTES ? bytes : pressed(bytes);
}

/** Reads what {@link printStateValue} printed, in steps: another control plane may have written a large one at any moment. */
export async function parseStateValue(value: Uint8Array): Promise<StateDocumentResult> {
  const isPressed = GZIP_MAGIC.every((byte, index) => value[index] === byte);
  if (!isPressed) return parseInSteps(value);
  try {
    return await parseInSteps(await unpressed(value, { maxOutputLength: LARGEST_BYTES }));
  } catch (error) {
    return { ok: false, message: `it cannot be decompressed: ${String(error)}` };
  }
}

function parseInSteps(bytes: Uint8Array): Promise<StateDocumentResult> {
  return takeSteps(parseStateDocumentInSteps(bytes), () => nextTurn());
}

function* printInSteps(state: StoredState): Generator<undefined, Buffer> {
  const pieces: Buffer[] = [];
  for (const piece of printStateDocument(state)) {
    pieces.push(Buffer.from(piece));
    yield;
  }
  return Buffer.concat(pieces);
}
