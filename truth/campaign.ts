import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmptyGroups } from "./alertmanager/model-alertmanager";
import type { EpisodeResult } from "./judge/episode-result";
import type { Pipeline, PipelineFactory } from "./judge/pipeline";
import { episodeSeed, plannedEpisode } from "./judge/plan";
import type { Campaign } from "./judge/plan";
import { runEpisode } from "./judge/run-episode";
import type { KeptResults } from "./kept-results";
import { shippedPipeline } from "./judge/shipped-pipeline";

/** A campaign as it is played: by how many processes, and whether alerts are evaluated. */
export interface Task extends Campaign {
  readonly workers: number;
  /** Without it nothing is scraped, and only verdicts are judged. */
  readonly judgesPages: boolean;
  /** Plays every `workers`th episode, from this one on. */
  readonly worker: number;
  /** Numbers of episodes that were played before. */
  readonly played: readonly number[];
}

/** The variable by which a process is told its share of a campaign. */
export const TASK_VARIABLE = "TRUTH_TASK";

const NO_ALERTS: Pipeline = { scrape: () => undefined, evaluate: () => [] };

/** The rules and the configuration that are shipped, in the folder of the project. */
export const SHIPPED = {
  rules: join("alerts", "tidaldb.rules.yml"),
  configuration: join("alerts", "alertmanager.yml"),
} as const;

/** What judges pages by what is shipped. */
export function pipelineOf(root: string, emptyGroups?: EmptyGroups): PipelineFactory {
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  return shippedPipeline(read(SHIPPED.rules), read(SHIPPED.configuration), emptyGroups);
}

/** Plays the episodes of one process, one after another. */
export async function playShare(task: Task, done: (result: EpisodeResult) => void): Promise<void> {
  const pipeline = task.judgesPages ? pipelineOf(process.cwd(), task.emptyGroups) : () => NO_ALERTS;
  const played = new Set(task.played);
  for (let number = task.worker; number < task.episodes; number += task.workers) {
    if (played.has(number)) continue;
    done(await runEpisode({ ...plannedEpisode(task, number), pipeline }));
  }
}

/**
 * Plays a campaign, in this process or in some, and shows how far it is. Results are in the order of their numbers.
 *
 * @param kept - what was played before; what is played now is added to it.
 */
export async function playCampaign(given: Task, kept?: KeptResults): Promise<readonly EpisodeResult[]> {
  const results: EpisodeResult[] = [];
  const played: number[] = [];
  for (let number = 0; kept !== undefined && number < given.episodes; number += 1) {
    const before = kept.get(episodeSeed(given, number));
    if (before === undefined) continue;
    results.push(before);
    played.push(number);
  }
  const task = { ...given, played };
  const startedMs = performance.now();
  const done = (result: EpisodeResult): void => {
    results.push(result);
    kept?.add(result);
    if (results.length % 50 !== 0 && results.length !== task.episodes) return;
    const pace = ((results.length - played.length) * 1000) / (performance.now() - startedMs);
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
