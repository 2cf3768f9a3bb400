import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { StopWatch } from "../programs/stop-watch";
import { FileStore } from "../../../src/store/file/file-store";
import { generation, generationOf } from "./file-store-generation";
import { WriterProcess } from "./file-store-writer-process";

/** A save takes a few milliseconds, so that the kill falls anywhere in one of the next saves. */
const KILL_WITHIN_MS = 12;

/** What was found after a kill. */
export interface KillFinding {
  /** The last generation that the writer had begun, and the last that it had seen acknowledged. */
  readonly begun: number;
  readonly acknowledged: number;
  /** The generation in the file. */
  readonly kept: number;
  /** Killed between the first byte written and the rename. */
  readonly halfWritten: boolean;
  /** Whether the file held one whole generation, and what was half written was gone once the store was opened again. */
  readonly whole: boolean;
  readonly reopenedAfterMs: number;
}

/** What to kill. */
export interface KillPlan {
  /** As `buildWriter` returned it. */
  readonly program: string;
  /** An empty folder for the state files. */
  readonly folder: string;
  readonly kills: number;
  /** Writers at a time, each with a file of its own, so that starting one overlaps with killing another. */
  readonly lanes: number;
  /** Decides the moments of the kills. */
  readonly seed: number;
}

/** Kills writers at random moments and looks at what each left. All of them are gone when this settles. */
export async function killWriters({
  program,
  folder,
  kills,
  lanes,
  seed,
}: KillPlan): Promise<readonly KillFinding[]> {
  const findings = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => {
      const statePath = join(folder, `state-${lane}.json`);
      return killInTurn(program, statePath, Math.ceil(kills / lanes), mulberry32(seed + lane));
    }),
  );
  return findings.flat();
}

async function killInTurn(
  program: string,
  statePath: string,
  times: number,
  random: () => number,
): Promise<readonly KillFinding[]> {
  const findings: KillFinding[] = [];
  let next = new WriterProcess(program, statePath);
  let before = 0;
  try {
    for (let turn = 0; turn < times; turn += 1) {
      const writer = next;
      next = new WriterProcess(program, statePath);
      const finding = await killOnce(writer, statePath, before, random() * KILL_WITHIN_MS);
      findings.push(finding);
      before = finding.kept;
    }
  } finally {
    await next.kill();
  }
  return findings;
}

async function killOnce(
  writer: WriterProcess,
  statePath: string,
  before: number,
  afterMs: number,
): Promise<KillFinding> {
  try {
    writer.tell("open");
    const opened = await writer.said("opened", "refused");
    if (opened !== `opened ${before}`) throw new Error(`expected generation ${before}, the writer ${opened}`);
    writer.tell("loop");
    await writer.said("saved"); // The first save also compiles the code; from here on the moments are spread evenly.
    await delay(afterMs);
  } finally {
    await writer.kill();
  }
  const halfWritten = existsSync(`${statePath}.saving`);
  const watch = new StopWatch();
  const store = await FileStore.open(statePath).finally(() => {
    watch.stop();
  });
  const reopenedAfterMs = watch.passedMs;
  const state = await store.load();
  await store.close();
  const kept = generationOf(state);
  return {
    begun: writer.last("saving") ?? before,
    acknowledged: writer.last("saved") ?? before,
    kept,
    halfWritten,
    whole: isDeepStrictEqual(state, generation(kept)) && !existsSync(`${statePath}.saving`),
    reopenedAfterMs,
  };
}

/** A small generator of numbers from 0 to 1 that a seed determines. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
