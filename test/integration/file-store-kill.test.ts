import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { FileStore } from "../../src/store/file/file-store";
import { buildWriter } from "../support/store/file-store-build";
import { generation, generationOf } from "../support/store/file-store-generation";
import { WriterProcess } from "../support/store/file-store-writer-process";

const KILLS = 200;
/** Writers at a time, each with a file of its own, so that starting one overlaps with killing another. */
const LANES = 2;
/** A save takes a few milliseconds, so that the kill falls anywhere in one of the next saves. */
const KILL_WITHIN_MS = 12;
/** Locks that expire by a heartbeat take ten seconds as a rule; a free one takes none, but the machine may be busy. */
const PROMPT_MS = 5_000;

/** Give the number that a failed run printed to repeat its kill moments: FILE_STORE_KILL_SEED=... */
const SEED = Number(process.env["FILE_STORE_KILL_SEED"] ?? Date.now() % 1_000_000);

/** What was found after a kill. */
interface Finding {
  /** The last generation that the writer had begun, and the last that it had seen acknowledged. */
  readonly begun: number;
  readonly acknowledged: number;
  /** The generation in the file. */
  readonly kept: number;
  /** Killed between the first byte written and the rename. */
  readonly halfWritten: boolean;
  readonly reopenedAfterMs: number;
}

let directory: string;
let program: string;
const started: WriterProcess[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "file-store-kill-"));
  program = buildWriter(join(directory, "program"));
});

afterAll(async () => {
  await Promise.all(started.map((writer) => writer.kill()));
  rmSync(directory, { recursive: true, force: true });
});

test(`a writer killed ${KILLS} times at random moments (seed ${SEED}) leaves each time one whole state, the last acknowledged or the one in flight`, async () => {
  const lanes = await Promise.all(
    Array.from({ length: LANES }, (_, lane) => killAgainAndAgain(lane, KILLS / LANES)),
  );
  const findings = lanes.flat();

  expect(findings).toHaveLength(KILLS);
  for (const finding of findings) {
    expect([finding.acknowledged, finding.begun]).toContain(finding.kept);
    expect(finding.reopenedAfterMs).toBeLessThan(PROMPT_MS);
  }
  // Proof that the kills hit the moments that matter: in the middle of a write, and after the rename before the answer.
  expect(findings.filter(({ halfWritten }) => halfWritten).length).toBeGreaterThan(0);
  expect(findings.filter(({ kept, acknowledged }) => kept > acknowledged).length).toBeGreaterThan(0);
}, 300_000);

async function killAgainAndAgain(lane: number, times: number): Promise<Finding[]> {
  const statePath = join(directory, `state-${lane}.json`);
  const random = mulberry32(SEED + lane);
  const findings: Finding[] = [];
  let next = startWriter(statePath);
  let before = 0;
  for (let turn = 0; turn < times; turn += 1) {
    const writer = next;
    next = startWriter(statePath);
    const finding = await killOnce(writer, statePath, before, random() * KILL_WITHIN_MS);
    findings.push(finding);
    before = finding.kept;
  }
  return findings;
}

function startWriter(statePath: string): WriterProcess {
  const writer = new WriterProcess(program, statePath);
  started.push(writer);
  return writer;
}

async function killOnce(
  writer: WriterProcess,
  statePath: string,
  before: number,
  afterMs: number,
): Promise<Finding> {
  writer.tell("open");
  expect(await writer.said("opened", "refused")).toBe(`opened ${before}`);
  writer.tell("loop");
  await writer.said("saved"); // The first save also compiles the code; from here on the moments are spread evenly.
  await delay(afterMs);
  await writer.kill();

  const halfWritten = existsSync(`${statePath}.saving`);
  const startedAt = performance.now();
  const store = await FileStore.open(statePath);
  const reopenedAfterMs = performance.now() - startedAt;
  const state = await store.load();
  await store.close();
  expect(existsSync(`${statePath}.saving`)).toBe(false);

  const kept = generationOf(state);
  if (kept > 0) expect(state).toEqual(generation(kept));
  const begun = writer.last("saving") ?? before;
  const acknowledged = writer.last("saved") ?? before;
  return { begun, acknowledged, kept, halfWritten, reopenedAfterMs };
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
