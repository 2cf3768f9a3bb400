import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runsOf, triesAll } from "../support/property-runs";
import { buildWriter } from "../support/store/file-store-build";
import { killWriters } from "../support/store/kill-writers";

const KILLS = runsOf(200);
const LANES = 2;
/** Locks that expire by a heartbeat take ten seconds as a rule; a free one takes none, but the machine may be busy. */
const PROMPT_MS = 5_000;

/** Give the number that a failed run printed to repeat its kill moments: FILE_STORE_KILL_SEED=... */
const SEED = Number(process.env["FILE_STORE_KILL_SEED"] ?? Date.now() % 1_000_000);

let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "file-store-kill-"));
  program = buildWriter(join(folder, "program"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test(`a writer killed ${KILLS} times at random moments (seed ${SEED}) leaves each time one whole state, the last acknowledged or the one in flight`, async () => {
  const findings = await killWriters({ program, folder, kills: KILLS, lanes: LANES, seed: SEED });

  expect(findings).toHaveLength(KILLS);
  for (const finding of findings) {
    expect([finding.acknowledged, finding.begun]).toContain(finding.kept);
    expect(finding.whole).toBe(true);
    expect(finding.reopenedAfterMs).toBeLessThan(PROMPT_MS);
  }
  if (!triesAll()) return;
  // Proof that the kills hit the moments that matter: in the middle of a write, and after the rename before the answer.
  expect(findings.filter(({ halfWritten }) => halfWritten).length).toBeGreaterThan(0);
  expect(findings.filter(({ kept, acknowledged }) => kept > acknowledged).length).toBeGreaterThan(0);
}, 300_000);
