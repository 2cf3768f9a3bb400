import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playCampaign } from "../../../truth/campaign";
import type { Task } from "../../../truth/campaign";
import { USUAL_THRESHOLDS } from "../../../truth/judge/baselines";
import type { EpisodeResult, VerdictFigures } from "../../../truth/judge/episode-result";
import { episodeSeed } from "../../../truth/judge/plan";
import { codeOf, KeptResults } from "../../../truth/kept-results";

const TASK: Task = {
  seed: 7,
  episodes: 3,
  fields: "seven",
  kinds: [],
  onlySmall: false,
  exporters: 1,
  thresholds: USUAL_THRESHOLDS,
  judgesPages: true,
  worker: 0,
  workers: 1,
  played: [],
};

const NOTHING: VerdictFigures = { detectedAfterS: [], missed: 0, falseOffline: { count: 0, totalMs: 0 } };

function resultOf(number: number): EpisodeResult {
  return {
    seed: episodeSeed(TASK, number),
    kind: "quiet_life",
    causes: [],
    pages: [],
    messages: 0,
    resolvedWhileBlind: 0,
    verdicts: { ours: NOTHING, seed: NOTHING, timeout: NOTHING, phi: NOTHING },
    degradedAfterS: [number],
    falseDegraded: { count: 0, totalMs: 0 },
    incidents: [],
    lengthMs: 600_000,
    regions: 3,
  };
}

describe("results that are kept", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kept-results-"));
    path = join(folder, "seven.jsonl");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test("are those of a campaign that is not played again", async () => {
    const kept = new KeptResults(path, TASK, "code");
    for (const number of [2, 0, 1]) kept.add(resultOf(number));
    const again = new KeptResults(path, TASK, "code");
    expect(await playCampaign(TASK, again)).toEqual([0, 1, 2].map(resultOf));
    expect(again.all).toEqual([0, 1, 2].map(resultOf));
  });

  test("go on after a line that was torn, however many episodes there are to be", () => {
    const kept = new KeptResults(path, TASK, "code");
    kept.add(resultOf(0));
    appendFileSync(path, '{"seed":7');
    new KeptResults(path, { ...TASK, episodes: 900 }, "code").add(resultOf(1));
    const again = new KeptResults(path, TASK, "code");
    expect([0, 1, 2].map((number) => again.get(episodeSeed(TASK, number)))).toEqual([
      resultOf(0),
      resultOf(1),
      undefined,
    ]);
  });

  test.each<[string, Task, string]>([
    ["another seed", { ...TASK, seed: 8 }, "code"],
    ["other fields", { ...TASK, fields: "all" }, "code"],
    ["other code", TASK, "other code"],
  ])("of %s are refused, and stay", (_, task, code) => {
    new KeptResults(path, TASK, "code").add(resultOf(0));
    const before = readFileSync(path, "utf8");
    expect(() => new KeptResults(path, task, code)).toThrow("of another campaign or of other code");
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  test("are of other code when a file of it changed, in a folder or by itself", () => {
    mkdirSync(join(folder, "code"));
    const [inFolder, alone] = [join(folder, "code", "a"), join(folder, "b")];
    const digest = (inside: string, beside: string): string => {
      writeFileSync(inFolder, inside);
      writeFileSync(alone, beside);
      return codeOf([join(folder, "code"), alone]);
    };
    expect(digest("1", "2")).toBe(digest("1", "2"));
    expect(new Set([digest("1", "2"), digest("3", "2"), digest("1", "4")]).size).toBe(3);
  });
});
