import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { decodeBatches } from "./batch";
import type { Batch } from "./batch";
import type { SealedSegment } from "./sealed-segment";
import { parseWalSegmentId } from "./wal-segment-id";
import type { WalSegmentId } from "./wal-segment-id";

/** What the name of the segment that is still being written ends in. */
export const OPEN_SUFFIX = ".open";

interface FoundSegment {
  readonly id: WalSegmentId;
  readonly path: string;
  readonly sealed: boolean;
}

/**
 * Reads what a log's directory holds, oldest first, and leaves only sealed segments behind: one that was being written
 * is cut after its last whole batch and sealed. Behind a bad batch or a missing seqno nothing can be trusted to be the
 * continuation, so everything there is removed.
 */
export function recoverSegments(
  directory: string,
  replay: (batch: Batch) => void,
  onCut: (problem: string) => void,
): SealedSegment[] {
  const recovered: SealedSegment[] = [];
  let cut = false;
  for (const found of findSegments(directory)) {
    const previous = recovered.at(-1);
    if (cut || (previous !== undefined && found.id.seqno > previous.lastSeq + 1n)) {
      if (!cut)
        onCut(`${found.path}: expected the segment to follow on seqno ${previous?.lastSeq ?? 0n}; removed`);
      cut = true;
      rmSync(found.path);
      continue;
    }
    const { batches, goodBytes, problem } = decodeBatches(readFileSync(found.path));
    if (problem !== undefined) {
      onCut(`${found.path}: cut after ${goodBytes} bytes: ${problem}`);
      cut = true;
      truncateSync(found.path, goodBytes);
    }
    const last = batches.at(-1);
    if (last === undefined) {
      rmSync(found.path);
      continue;
    }
    const path = found.sealed ? found.path : seal(found.path);
    recovered.push({
      id: found.id,
      path,
      firstSeq: found.id.seqno,
      lastSeq: last.header.lastSeq,
      bytes: goodBytes,
    });
    batches.forEach(replay);
  }
  return recovered;
}

function findSegments(directory: string): FoundSegment[] {
  mkdirSync(directory, { recursive: true });
  const found: FoundSegment[] = [];
  for (const name of readdirSync(directory)) {
    const sealed = !name.endsWith(OPEN_SUFFIX);
    const id = parseWalSegmentId(sealed ? name : name.slice(0, -OPEN_SUFFIX.length));
    if (id !== undefined) found.push({ id, path: join(directory, name), sealed });
  }
  return found.sort((a, b) => (a.id.seqno < b.id.seqno ? -1 : 1));
}

function seal(path: string): string {
  const sealed = path.slice(0, -OPEN_SUFFIX.length);
  renameSync(path, sealed);
  return sealed;
}
