import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import type { LifeReport } from "../life/main";
import { counted, mebibytes } from "../stand-under";

/** What a life may hold more at its end than at a third of it, when everything that may fill up has done so. */
const MAX_GROWTH_BYTES = 2 ** 20;
/** Marks before this share of a life are its youth. */
const GROWN_UP_SHARE = 1 / 3;

/** A life in fast motion, whose end must hold no more than its middle. */
export const COMPRESSED_LIFE: HardRun = {
  name: "compressed-life",
  title: "A life in fast motion",
  thrown: ({ lifeMinutes }) =>
    `${lifeMinutes} minutes on a clock that is moved by hand: 60 shards and passers-by send heartbeats, scrapes in both formats, ` +
    "shards move, retire and come back, tenants come and go, the configuration is reloaded; over HTTP and a state file.",
  isQuick: true,
  run: async ({ lifeMinutes }) => {
    const startedMs = performance.now();
    const { marks, counts } = await live(lifeMinutes);
    const seconds = (performance.now() - startedMs) / 1000;
    const grownUp = marks.find(({ minute }) => minute >= lifeMinutes * GROWN_UP_SHARE);
    const last = marks.at(-1);
    if (!grownUp || !last) throw new Error("invariant broken: a life without marks");
    const growth = last.retainedBytes - grownUp.retainedBytes;
    return {
      findings: [
        verdict(
          `memory but for code grows by at most ${mebibytes(MAX_GROWTH_BYTES)} from a third of the life on`,
          growth <= MAX_GROWTH_BYTES,
          course(marks.map(({ retainedBytes }) => retainedBytes)),
        ),
        verdict(
          "what fills up is full at that third: the history of events",
          grownUp.isHistoryFull,
          grownUp.isHistoryFull ? "yes" : "no",
        ),
        verdict(
          "handles and descriptors are the same all along",
          last.descriptors <= grownUp.descriptors && last.resources <= grownUp.resources,
          `${grownUp.descriptors} → ${last.descriptors} descriptors, ${grownUp.resources} → ${last.resources} resources`,
        ),
        figure("compiled code", course(marks.map(({ codeBytes }) => codeBytes))),
        figure("it took", `${seconds.toFixed(1)} s`),
        ...counted(counts),
      ],
    };
  },
};

function course(bytes: readonly number[]): string {
  return `${bytes.map((each) => (each / 2 ** 20).toFixed(2)).join(" → ")} MiB`;
}

async function live(minutes: number): Promise<LifeReport> {
  const child = fork(join(__dirname, "..", "life", "main.ts"), [String(minutes)], {
    execArgv: ["--expose-gc", "--require", "ts-node/register/transpile-only"],
  });
  const ended = once(child, "exit");
  const report = await Promise.race([
    once(child, "message").then(([message]) => message as LifeReport),
    ended.then(() => undefined),
  ]);
  await ended;
  if (!report) throw new Error("the life ended before its time; what it said stands above");
  return report;
}
