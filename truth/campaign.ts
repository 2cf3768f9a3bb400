import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EpisodeResult } from "./judge/episode-result";
import type { Pipeline, PipelineFactory } from "./judge/pipeline";
import { plannedEpisode } from "./judge/plan";
import type { Campaign } from "./judge/plan";
import { runEpisode } from "./judge/run-episode";
import { shippedPipeline } from "./judge/shipped-pipeline";

/** A campaign as it is played: by how many processes, and whether alerts are evaluated. */
export interface Task extends Campaign {
  readonly workers: number;
  /** Without it nothing is scraped, and only verdicts are judged. */
  readonly judgesPages: boolean;
  /** Plays every `workers`th episode, from this one on. */
  readonly worker: number;
}

/** The variable by which a process is told its share of a campaign. */
export const TASK_VARIABLE = "TRUTH_TASK";

const NO_ALERTS: Pipeline = { scrape: () => undefined, evaluate: () => [] };

/** The rules and the configuration that are shipped, from the folder of the project. */
export function pipelineOf(root: string): PipelineFactory {
  const read = (name: string): string => readFileSync(join(root, "alerts", name), "utf8");
  return shippedPipeline(read("tidaldb.rules.yml"), read("alertmanager.yml"));
}

/** Plays the episodes of one process, one after another. */
export async function playShare(task: Task, done: (result: EpisodeResult) => void): Promise<void> {
  const pipeline = task.judgesPages ? pipelineOf(process.cwd()) : () => NO_ALERTS;
  for (let number = task.worker; number < task.episodes; number += task.workers) {
    done(await runEpisode({ ...plannedEpisode(task, number), pipeline }));
  }
}

/** Plays a campaign, in this process or in some, and shows how far it is. Results are in the order of their numbers. */
export async function playCampaign(task: Task): Promise<readonly EpisodeResult[]> {
  const results: EpisodeResult[] = [];
  const startedMs = performance.now();
  const done = (result: EpisodeResult): void => {
    results.push(result);
    if (results.length % 50 !== 0 && results.length !== task.episodes) return;
    const pace = (results.length * 1000) / (performance.now() - startedMs);
    process.stderr.write(
      `${task.fields}: ${results.length} of ${task.episodes} episodes, ${pace.toFixed(1)} a second\n`,
    );
  };
  const workers = [...Array(task.workers).keys()];
  if (task.workers === 1) await playShare(task, done);
  else await Promise.all(workers.map((worker) => playApart({ ...task, worker }, done)));
  return results.sort((a, b) => a.seed - b.seed);
}

function playApart(task: Task, done: (result: EpisodeResult) => void): Promise<void> {
  const env = { ...process.env, [TASK_VARIABLE]: JSON.stringify(task) };
  const child = fork(process.argv[1] ?? "", [], { env });
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
