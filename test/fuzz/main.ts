import { parseArgs } from "node:util";

import { keepInput } from "./corpus";
import { runWatchedCampaign } from "./engine/watched-campaign";
import { FUZZ_TARGETS } from "./fuzz-targets";

const USAGE = `npm run fuzz -- [--minutes 1] [--seed N] [--target NAME]... [--keep]

  --minutes  how long, all targets together
  --seed     repeats a run: the same inputs in the same order
  --target   only these: ${FUZZ_TARGETS.map(({ name }) => name).join(", ")}
  --keep     adds inputs that reached something new to the corpus
`;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string", default: String(Date.now() % 2 ** 31) },
      target: { type: "string", multiple: true },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const names = values.target ?? FUZZ_TARGETS.map(({ name }) => name);
  if (values.help) {
    say(USAGE);
    return;
  }
  const seed = Number(values.seed);
  const milliseconds = (Number(values.minutes) * 60_000) / names.length;
  say(`seed ${seed}, ${Math.round(milliseconds / 1000)} s a target`);
  for (const target of names) {
    const { tried, points, interesting, distilled, finding } = await runWatchedCampaign({
      target,
      seed,
      milliseconds,
    });
    say(`${target}: ${tried} inputs, ${interesting} that led on, ${points} points of coverage`);
    if (values.keep) for (const input of distilled) keepInput(target, input);
    if (finding) {
      process.exitCode = 1;
      say(`${target}: FOUND, kept as ${keepInput(target, finding.input)}\n${finding.message}`);
      say(JSON.stringify(Buffer.from(finding.input).toString("latin1")));
    }
  }
}

void main();
