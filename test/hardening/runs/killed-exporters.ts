import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { homeOf, putShard } from "../clients/topology-client";
import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";

const SHARD = 7;
const KILL_WITHIN_MS = 60;
/** Regions are 16 bits wide. */
const REGIONS = 65_536;

/** What one exporter was told, and what the next one knew. */
interface Life {
  readonly acknowledged: number;
  readonly begun: number;
  readonly kept: number;
}

/** kill -9 of the whole exporter while its topology changes. */
export const KILLED_EXPORTERS: HardRun = {
  name: "killed-exporters",
  title: "kill -9 of the exporter under changes",
  thrown: ({ exporterKills }) =>
    `${exporterKills} exporters on one state file, each killed at a random moment while a client moves a shard from region to ` +
    "region as fast as it is answered.",
  isQuick: true,
  run: async ({ exporterKills }) => {
    const folder = await mkdtemp(join(tmpdir(), "hardening-"));
    try {
      const lives: Life[] = [];
      let changes = 0;
      let before = 0;
      for (let turn = 0; turn < exporterKills; turn += 1) {
        const life = await liveAndDie(folder, before);
        lives.push(life);
        changes += life.acknowledged - before;
        before = life.kept;
      }
      const lost = lives.filter(
        ({ acknowledged, begun, kept }) => kept !== acknowledged && kept !== begun,
      ).length;
      return {
        findings: [
          verdict("each starts again", lives.length === exporterKills, lives.length),
          verdict("no acknowledged change is lost", lost === 0, `${lost} lost`),
          verdict("there were changes to lose", changes > exporterKills, changes),
        ],
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Changes are numbered on from `before`; a shard's region is its number. */
async function liveAndDie(folder: string, before: number): Promise<Life> {
  const start = { folder, config: { storage: { kind: "file", path: "FOLDER/state.json" } } };
  const exporter = await ExporterProgram.start(start);
  let acknowledged = before;
  let begun = before;
  const change = async (): Promise<boolean> => {
    begun += 1;
    const answer = await putShard(exporter.port, SHARD, begun % REGIONS).catch(() => undefined);
    if (answer === undefined) return false;
    if (answer.status >= 300) throw new Error(`change ${begun}: ${answer.status} ${answer.text}`);
    acknowledged = begun;
    return true;
  };
  await change();
  const changing = (async () => {
    while (await change());
  })();
  await delay(Math.random() * KILL_WITHIN_MS);
  await exporter.stop("SIGKILL");
  await changing;
  const next = await ExporterProgram.start(start);
  const region = await homeOf(next.port, SHARD);
  await next.stop("SIGKILL");
  if (region === undefined) return { acknowledged, begun, kept: -1 };
  return { acknowledged, begun, kept: begun - ((((begun - region) % REGIONS) + REGIONS) % REGIONS) };
}
