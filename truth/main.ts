import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { playCampaign, playShare, SHIPPED, TASK_VARIABLE } from "./campaign";
import type { Task } from "./campaign";
import { FAULT_KINDS } from "./faults/kinds";
import { USUAL_THRESHOLDS } from "./judge/baselines";
import type { EpisodeResult } from "./judge/episode-result";
import { codeOf, KeptResults } from "./kept-results";
import { truthDocument } from "./report/document";
import { printSummary } from "./report/summary";
import { playSweep } from "./report/sweep";
import { FIELD_SETS } from "./world/shape";
import type { FieldSet } from "./world/shape";

const DOCUMENT = join("docs", "truth.md");

const OPTIONS = {
  episodes: { type: "string", default: "200" },
  fields: { type: "string", default: "all" },
  kinds: { type: "string", default: "" },
  seed: { type: "string", default: "1" },
  workers: { type: "string", default: "1" },
  small: { type: "boolean", default: false },
  exporters: { type: "string", default: "1" },
  newest: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  json: { type: "string" },
  results: { type: "string" },
  kept: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
} as const;

const USAGE = `npm run truth -- [--episodes N] [--fields ${FIELD_SETS.join(",")}|every] [--kinds A,B] [--seed S] [--workers N]
                 [--small] [--exporters N] [--newest] [--write] [--json FILE] [--results FOLDER [--kept]] [--list]

--small plays clusters of three regions with five shards each only; --exporters has so many control planes watch each; --newest has
Alertmanager forget groups that are empty at once, as it does from 0.32 on; --write writes ${DOCUMENT};
--results keeps each episode's result in the folder, a file for each set of fields, and plays none again that is there: a run that was
interrupted goes on, and sets that were played by processes of their own are written together; --kept plays none but those. --list names the kinds of faults.`;

function fieldSets(text: string): readonly FieldSet[] {
  if (text === "every") return FIELD_SETS;
  const found = FIELD_SETS.filter((name) => text.split(",").includes(name));
  if (found.length === 0) throw new RangeError(`--fields ${text} is none of ${FIELD_SETS.join(", ")}`);
  return found;
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`--${name} ${text} is no whole number from 1 on`);
  return value;
}

function taskOf(values: ReturnType<typeof parse>): Task {
  return {
    seed: numberOf("seed", values.seed),
    episodes: numberOf("episodes", values.episodes),
    fields: "all",
    kinds: values.kinds === "" ? [] : values.kinds.split(","),
    onlySmall: values.small,
    exporters: numberOf("exporters", values.exporters),
    thresholds: USUAL_THRESHOLDS,
    judgesPages: true,
    ...(values.newest && { emptyGroups: "go at once" as const }),
    worker: 0,
    workers: numberOf("workers", values.workers),
    played: [],
  };
}

function parse() {
  return parseArgs({ options: OPTIONS }).values;
}

async function main(): Promise<void> {
  const values = parse();
  if (values.list) {
    for (const { name, perThousandDays, why } of FAULT_KINDS)
      console.log(`${name}\t${perThousandDays}\t${why}`);
    return;
  }
  const task = taskOf(values);
  const byFields = new Map<FieldSet, readonly EpisodeResult[]>();
  for (const fields of fieldSets(values.fields)) {
    const kept = keptIn(values.results, { ...task, fields });
    const results = values.kept && kept ? kept.all : await playCampaign({ ...task, fields }, kept);
    byFields.set(fields, results);
    printSummary(fields, results);
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(Object.fromEntries(byFields)));
  if (!values.write) return;
  writeFileSync(DOCUMENT, truthDocument(byFields, await playSweep(task), task.seed));
}

function keptIn(folder: string | undefined, task: Task): KeptResults | undefined {
  if (folder === undefined) return undefined;
  const compiled = dirname(__dirname);
  const code = codeOf([join(compiled, "src"), join(compiled, "truth"), SHIPPED.rules, SHIPPED.configuration]);
  return new KeptResults(join(folder, `${task.fields}.jsonl`), task, code);
}

async function work(task: Task): Promise<void> {
  await playShare(task, (result) => process.send?.(result));
  process.disconnect();
}

const share = process.env[TASK_VARIABLE];
void (share === undefined ? main() : work(JSON.parse(share) as Task)).catch((error: unknown) => {
  console.error(error instanceof RangeError || share === undefined ? `${String(error)}\n\n${USAGE}` : error);
  process.exitCode = 1;
});
