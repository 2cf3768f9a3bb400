import { setTimeout as sleep } from "node:timers/promises";

import { FULL_CLUSTER } from "../cluster-shape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import type { Laggards } from "../processes/exporter-process";
import { ProcessGroup } from "../processes/process-group";

/** A fifth of the silence that is Offline is how long lag has to last before it is an incident. */
const OFFLINE_AFTER = "30s";
const SETTLE_MS = 6_500;
/** As many as are told apart, `MAX_FAULTS` of the domain. */
const MOST_INCIDENTS = 256;

/** Looks per reading, and answers of `/health.json`. */
const LOOKS = 5;
const ANSWERS = 3;

const SERIES: Readonly<Record<Laggards, string>> = { none: "well", oneRegion: "region", aThird: "third" };

export const incidents: Row = {
  name: "incidents",
  title: "What is broken, at 65,536 replicas with four followers each",
  method:
    "`tick()` inside the process after every shard has sent new figures: when all is well, when one region is behind all others, and " +
    "when a third of all followers are, here and there, so that the most incidents there can be are told apart. The first look is the " +
    "one behind new figures of all; most see new figures of a few. Then `/health.json` with those incidents, over loopback while the event " +
    "loop is watched.",
  note:
    "Leaders that say the same of their followers are judged together, and only those that were heard since are put into their group " +
    "anew (decision 69). What the first look takes is that, for all of them at once: most of it is waiting for memory.",
  figures: [
    { title: "all is well", unit: "ms", series: "well", target: { kind: "at_most", value: 5 } },
    {
      title: "one region behind",
      unit: "ms",
      series: "region",
      baseline: "well",
      target: { kind: "at_most", value: 5 },
    },
    {
      title: "a third of all followers behind",
      unit: "ms",
      series: "third",
      baseline: "well",
      target: { kind: "at_most", value: 5 },
    },
    { title: "one region behind, first look", unit: "ms", series: "region first" },
    { title: "a third of all followers behind, first look", unit: "ms", series: "third first" },
    { title: "/health.json with them", unit: "ms", series: "health" },
    { title: "event loop delay of it, 99.9th percentile", unit: "ms", series: "health p99.9" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const { process, url } = await group.exporter(options.exporterFolder, FULL_CLUSTER, {
        offlineAfter: OFFLINE_AFTER,
      });
      let round = 0;
      await repeat(collector, options, async (_, into) => {
        for (const laggards of ["none", "oneRegion", "aThird"] as const) {
          await process.ask("beatLagging", { round: (round += 1), laggards });
          await process.ask("idle");
          into.add(SERIES[laggards], ...(await process.ask("time", { call: "tick", times: LOOKS })));
          await process.ask("beatLagging", { round: (round += 1), laggards });
          into.add(`${SERIES[laggards]} first`, ...(await process.ask("time", { call: "tick", times: 1 })));
        }
        await sleep(SETTLE_MS);
        if ((await process.ask("incidentCount")) < MOST_INCIDENTS)
          throw new Error("too few incidents were found");
        await process.ask("watchEventLoop");
        const answers = [];
        for (let i = 0; i < ANSWERS; i += 1) answers.push(await scrape(`${url}/health.json`));
        const { p999Ms } = await process.ask("eventLoopDelay");
        into.add("health", ...answers.map(({ durationMs }) => durationMs));
        into.add("health p99.9", p999Ms);
      });
      return collector.measurements;
    }),
};
