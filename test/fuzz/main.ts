import { parseArgs } from "node:util";

import { keepInput } from "./corpus";
import type { CampaignOrder } from "./engine/campaign-thread";
import { runWatchedCampaign } from "./engine/watched-campaign";
import { FUZZ_TARGET_NAMES } from "./fuzz-targets";
import { runFlood } from "./http/flood";

/** The flood is a target like the others, by its name; it is not guided by coverage. */
const FLOOD = "http-flood";
const NAMES = [...FUZZ_TARGET_NAMES, FLOOD];
/** The target that replays what the flood finds. */
const CONNECTION = "http";

const USAGE = `npm run fuzz -- [--minutes 1] [--rounds N] [--requests N] [--seed N] [--target NAME]... [--keep]

  --minutes   how long, all targets together
  --rounds    so many inputs for each target, however long it takes
  --requests  so many requests to the HTTP interface, however long it takes, and nothing else
  --seed      the same choices as in the run that printed it; over HTTP, times and the order of answers differ
  --target    only these: ${NAMES.join(", ")}
  --keep      adds inputs that reached something new to the corpus
`;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Keeps what was found, so that the replay fails until it is fixed, and shows it. */
function sayFinding(target: string, message: string, input?: Uint8Array): void {
  process.exitCode = 1;
  say(`${target}: FOUND\n${message}`);
  if (input === undefined) return;
  say(
    `the input, kept as ${keepInput(target, input)}: ${JSON.stringify(Buffer.from(input).toString("latin1"))}`,
  );
}

async function campaign(order: Omit<CampaignOrder, "shared">, keep: boolean): Promise<void> {
  const { target } = order;
  const report = await runWatchedCampaign(order);
  const { tried, points, interesting, worthKeeping, finding } = report;
  say(`${target}: ${tried} inputs, ${interesting} that led on, ${points} points of coverage`);
  if (keep) for (const input of worthKeeping) keepInput(target, input);
  if (finding) sayFinding(target, finding.message, finding.input);
}

async function flood(seed: number, requests: number, milliseconds: number): Promise<void> {
  const report = await runFlood({
    seed,
    requests,
    milliseconds,
    onProgress: (count) => {
      say(`${FLOOD}: ${count} requests answered so far`);
    },
  });
  const { answered, garbage, seconds, byStatus, slowestMs, probes, slowestProbeMs, rssBytes } = report;
  const statuses = [...byStatus].map(([status, count]) => `${status}: ${count}`).join(", ");
  const [early, end] = rssBytes.map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`);
  say(`${FLOOD}: ${answered} requests answered (${statuses}), ${garbage} connections of garbage`);
  say(
    `${FLOOD}: ${Math.round(seconds)} s, ${Math.round(answered / seconds)} a second, slowest ${Math.round(slowestMs)} ms`,
  );
  say(
    `${FLOOD}: /-/healthy answered ${probes} times, slowest ${Math.round(slowestProbeMs)} ms; memory ${early} to ${end}`,
  );
  if (report.failure) sayFinding(CONNECTION, report.failure.message, report.failure.bytes);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "1" },
      rounds: { type: "string" },
      requests: { type: "string" },
      seed: { type: "string", default: String(Date.now() % 2 ** 31) },
      target: { type: "string", multiple: true },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const names = values.requests === undefined ? (values.target ?? NAMES) : [FLOOD];
  const unknown = names.find((name) => !NAMES.includes(name));
  if (values.help || unknown !== undefined) {
    say(unknown === undefined ? USAGE : `there is no target ${unknown}\n\n${USAGE}`);
    process.exitCode = unknown === undefined ? 0 : 1;
    return;
  }
  const seed = Number(values.seed);
  const rounds = countOf(values.rounds);
  const requests = countOf(values.requests);
  const milliseconds = (Number(values.minutes) * 60_000) / names.length;
  say(`--seed ${seed}`);
  for (const name of names) {
    const count = name === FLOOD ? (requests ?? rounds) : rounds;
    const limits = count === undefined ? { milliseconds } : { milliseconds: Infinity, rounds: count };
    if (name === FLOOD) await flood(seed, count ?? Infinity, limits.milliseconds);
    else await campaign({ target: name, seed, ...limits }, values.keep);
  }
}

/** A count that was asked for; undefined where the time decides. */
function countOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

void main();
