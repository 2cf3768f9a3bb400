/**
 * Lives for the number of minutes that the first argument names, in a fraction of them, and reports what it holds on to
 * at every tenth of its life. A process of its own, so that nothing else is measured; started with --expose-gc.
 */
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { getHeapCodeStatistics } from "node:v8";

import { CompressedLife } from "./compressed-life";

const MARKS = 10;
const GC_ROUNDS = 3;
const BETWEEN_GC_MS = 50;

/** What is held at one moment of a life. */
export interface LifeMark {
  readonly minute: number;
  /** All but code. */
  readonly retainedBytes: number;
  /** What V8 makes of functions, the more the hotter they are; the program bounds it. */
  readonly codeBytes: number;
  readonly descriptors: number;
  /** Sockets, timers and the like that Node keeps. */
  readonly resources: number;
  readonly isHistoryFull: boolean;
}

/** What a life reports once it is over. */
export interface LifeReport {
  readonly marks: readonly LifeMark[];
  /** What was done, by what it was. */
  readonly counts: Readonly<Record<string, number>>;
}

async function main(minutes: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hardening-life-"));
  try {
    const life = await CompressedLife.begin(folder);
    const marks: LifeMark[] = [];
    for (let mark = 1; mark <= MARKS; mark += 1) {
      await life.live((minutes * 60) / MARKS);
      marks.push({ minute: (minutes * mark) / MARKS, ...(await held()), isHistoryFull: life.isHistoryFull });
    }
    const report: LifeReport = { marks, counts: await life.end() };
    process.send?.(report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function held(): Promise<Omit<LifeMark, "minute" | "isHistoryFull">> {
  for (let round = 0; round < GC_ROUNDS; round += 1) {
    global.gc?.();
    await delay(BETWEEN_GC_MS);
  }
  const { heapUsed, external } = process.memoryUsage();
  const { code_and_metadata_size, bytecode_and_metadata_size } = getHeapCodeStatistics();
  const codeBytes = code_and_metadata_size + bytecode_and_metadata_size;
  return {
    retainedBytes: heapUsed + external - codeBytes,
    codeBytes,
    descriptors: readdirSync("/proc/self/fd").length,
    resources: process.getActiveResourcesInfo().length,
  };
}

void main(Number(process.argv[2])).finally(() => {
  if (process.connected) process.disconnect();
});
