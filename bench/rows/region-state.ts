import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { ProcessGroup } from "../processes/process-group";

/** Answers of `/health.json` per reading of the delay. */
const ANSWERS = 3;

export const regionState: Row = {
  name: "region-state",
  title: "State of every region at 65,536 replicas",
  method:
    "`states()` and `totals()` inside the process, after every shard has sent new figures; beside it a whole snapshot. Then `/health.json` with all " +
    "shards, streamed over loopback while the event loop is watched.",
  note: "A snapshot in new memory was the longest delay, with the collection of that of the answers before: /health.json keeps the memory of its last answer now, and its 99.9th percentile is 7 ms where it was 19, by turns on two Xeon cores.",
  figures: [
    {
      title: "state of every region, which `/health` answers with",
      unit: "ms",
      series: "states",
      baseline: "snapshot",
      target: { kind: "at_most", value: 0.3 },
    },
    {
      title: "figures of every region",
      unit: "ms",
      series: "figures",
      baseline: "snapshot",
      target: { kind: "at_most", value: 5 },
    },
    {
      title: "event loop delay of /health.json, 99.9th percentile",
      unit: "ms",
      series: "health p99.9",
      target: { kind: "at_most", value: 10 },
    },
    { title: "event loop delay of /health.json, longest", unit: "ms", series: "health longest" },
    { title: "/health.json", unit: "ms", series: "health" },
    { title: "size of /health.json", unit: "MB", series: "health MB" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const { process, url } = await group.exporter(options.exporterFolder);
      await repeat(collector, options, async (round, into) => {
        await process.ask("beat", round);
        await process.ask("idle");
        const states = await process.ask("time", { call: "states", times: 3 });
        const figures = await process.ask("time", { call: "figures", times: 3 });
        const snapshots = await process.ask("time", { call: "snapshot", times: 1 });
        await process.ask("watchEventLoop");
        const answers = [];
        for (let i = 0; i < ANSWERS; i += 1) answers.push(await scrape(`${url}/health.json`));
        const { p999Ms, maxMs } = await process.ask("eventLoopDelay");
        into.add("states", ...states);
        into.add("figures", ...figures);
        into.add("snapshot", ...snapshots);
        into.add("health p99.9", p999Ms);
        into.add("health longest", maxMs);
        into.add("health", ...answers.map(({ durationMs }) => durationMs));
        into.add("health MB", ...answers.map(({ bodyBytes }) => bodyBytes / 1e6));
      });
      return collector.measurements;
    }),
};
