import { open, rename } from "node:fs/promises";
import type { Absence, Recollection } from "../../domain/terms/recollection";
import { NS_PER_MS_F64 } from "../../domain/terms/units";
import { parseHeardDocument, printHeardDocument } from "./heard-document";
import type { HeardDocument, HeardParts, KeptMoment } from "./heard-document";
import { readBoundedFile } from "./read-bounded-file";
import { explainSystemError } from "./system-error";
import { StoreError } from "../store-error";

/** How often what was heard is kept, in milliseconds: so much of the end of a life that was cut off is not known. */
export const HEARD_KEPT_EVERY_MS = 5_000;
/** To write it may take a moment longer. */
const LATE_MS = 1_000;

/** 65,536 replicas take less than 6 MiB. */
const MAX_BYTES = 16 * 1024 * 1024;
const OWNER_ONLY = 0o600;

/** What an earlier process heard, and how long ago. */
export interface Recalled {
  readonly recollection: Recollection;
  readonly absence: Absence;
}

/**
 * What was heard, in a file beside the state: `state.json.heard`. It only ever helps: whatever is wrong with it, the exporter
 * starts without, and knows who there is from the state. So it is replaced in one step, but not flushed to the disk: what a
 * power failure tears is found by its checksum. Whoever holds the lock of the state may use it.
 */
export class HeardFile {
  readonly path: string;

  /** @param statePath - the state file, symbolic links followed. */
  constructor(statePath: string) {
    this.path = `${statePath}.heard`;
  }

  /**
   * What was kept last; undefined when there is no file.
   *
   * @throws StoreError when it cannot be read or understood.
   */
  async load(now: KeptMoment): Promise<Recalled | undefined> {
    const text = await readBoundedFile(this.path, MAX_BYTES, "latin1");
    if (text === undefined) return undefined;
    const document = parseHeardDocument(text);
    if (!document.ok) throw new StoreError(`${this.path} cannot be understood: ${document.message}`);
    return { recollection: document.value.recollection, absence: absenceSince(document.value, now) };
  }

  /**
   * Replaces what was kept; other work runs between its pieces. One at a time.
   *
   * @throws StoreError when it cannot be written; what was kept before is still there then.
   */
  async save(parts: HeardParts): Promise<void> {
    const partialPath = `${this.path}.saving`;
    try {
      const file = await open(partialPath, "w", OWNER_ONLY);
      try {
        for (const piece of printHeardDocument(parts)) await file.writeFile(piece);
      } finally {
        await file.close();
      }
      await rename(partialPath, this.path);
    } catch (error) {
      throw new StoreError(`cannot write ${this.path}: ${explainSystemError(error)}`, { cause: error });
    }
  }
}

/**
 * How long ago something was kept. The monotonic clock of a machine goes on from process to process, and does not step; where it
 * was another machine, or it was started anew since, the wall clock tells, unless the file is from the future.
 */
export function absenceSince(
  { kept, isLast }: Omit<HeardDocument, "recollection">,
  now: KeptMoment,
): Absence {
  const unkeptMs = isLast ? 0 : HEARD_KEPT_EVERY_MS + LATE_MS;
  const isSameClock = kept.machine !== undefined && kept.machine === now.machine;
  const monotonicMs = now.monotonicMs - kept.monotonicMs;
  if (isSameClock && monotonicMs >= 0) return { ms: monotonicMs, unkeptMs };
  const wallMs = Number(now.wallNs - kept.wallNs) / NS_PER_MS_F64;
  return { ms: wallMs >= 0 ? wallMs : undefined, unkeptMs };
}
