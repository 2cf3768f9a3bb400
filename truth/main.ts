import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAULT_KINDS } from "./faults/kinds";
import type { EpisodeResult } from "./judge/episode-result";
import { plannedEpisode } from "./judge/plan";
import type { Campaign } from "./judge/plan";
import { runEpisode } from "./judge/run-episode";
import { shippedPipeline } from "./judge/shipped-pipeline";
import { FIELD_SETS } from "./world/shape";
import type { FieldSet } from "./world/shape";
import { printSummary } from "./report/summary";
import { truthDocument } from "./report/document";

/** What the command line asks for. */
interface Task extends Campaign {
  readonly onlySmall: boolean;
  /** This worker plays every `workers`th episode, from `worker` on. */
  readonly worker: number;
  readonly workers: number;
}

const DOCUMENT = join("docs", "truth.md");

async function play(task: Task, done: (result: EpisodeResult) => void): Promise<void> {
  const pipeline = shippedPipeline(
    readFileSync(join("alerts", "tidaldb.rules.yml"), "utf8"),
    readFileSync(join("alerts", "alertmanager.yml"), "utf8"),
  );
  for (let number = task.worker; number < task.episodes; number += task.workers) {
    done(await runEpisode({ ...plannedEpisode(task, number, task.onlySmall), pipeline }));
  }
}

/** Plays a campaign, in this process or in some, and shows how far it is. */
async function playAll(task: Task): Promise<EpisodeResult[]> {
  const results: EpisodeResult[] = [];
  const startedMs = performance.now();
  const done = (result: EpisodeResult): void => {
    results.push(result);
    if (results.length % 20 !== 0 && results.length !== task.episodes) return;
    const seconds = (performance.now() - startedMs) / 1000;
    const pace = (results.length / seconds).toFixed(1);
    process.stderr.write(
      `${task.fields}: ${results.length} of ${task.episodes} episodes, ${pace} a second\n`,
    );
  };
  if (task.workers === 1) await play(task, done);
  else
    await Promise.all([...Array(task.workers).keys()].map((worker) => playApart({ ...task, worker }, done)));
  return results.sort((a, b) => a.seed - b.seed);
}

function playApart(task: Task, done: (result: EpisodeResult) => void): Promise<void> {
  const child = fork(process.argv[1]!, [], { env: { ...process.env, TRUTH_TASK: JSON.stringify(task) } });
  child.on("message", (message) => {
    done(message as EpisodeResult);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a worker ended with ${String(code)}`));
    });
  });
}

function fieldSets(text: string): readonly FieldSet[] {
  if (text === "every") return FIELD_SETS;
  const found = FIELD_SETS.filter((name) => text.split(",").includes(name));
  if (found.length === 0)
    throw new RangeError(`--fields: expected some of ${FIELD_SETS.join(", ")}, or every`);
  return found;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      episodes: { type: "string", default: "200" },
      fields: { type: "string", default: "all" },
      kinds: { type: "string", default: "" },
      seed: { type: "string", default: "1" },
      workers: { type: "string", default: "1" },
      small: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      json: { type: "string" },
      list: { type: "boolean", default: false },
    },
  });
  if (values.list) {
    for (const { name, perThousandDays, why } of FAULT_KINDS)
      console.log(`${name}\t${perThousandDays}\t${why}`);
    return;
  }
  const byFields = new Map<FieldSet, readonly EpisodeResult[]>();
  for (const fields of fieldSets(values.fields)) {
    const results = await playAll({
      seed: Number(values.seed),
      episodes: Number(values.episodes),
      fields,
      kinds: values.kinds === "" ? [] : values.kinds.split(","),
      onlySmall: values.small,
      worker: 0,
      workers: Number(values.workers),
    });
    byFields.set(fields, results);
    printSummary(fields, results);
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(Object.fromEntries(byFields)));
  if (values.write) writeFileSync(DOCUMENT, truthDocument(byFields, Number(values.seed)));
}

async function work(task: Task): Promise<void> {
  await play(task, (result) => process.send?.(result));
  process.disconnect();
}

const task = process.env["TRUTH_TASK"];
void (task === undefined ? main() : work(JSON.parse(task) as Task)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
