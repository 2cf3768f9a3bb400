import { FULL_CLUSTER } from "../cluster-shape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { ProcessGroup } from "../processes/process-group";

const BATCHES = [1, 100, 1_000] as const;
const SECONDS = 1;
const CONNECTIONS = 32;

export const heartbeatsOverHttp: Row = {
  name: "heartbeats-over-http",
  title: "Heartbeats over HTTP, 65,536 shards with four followers each",
  method:
    `A generator in a process of its own posts over ${CONNECTIONS} kept connections, each request as soon as the last was ` +
    "answered; requests are built beforehand, only the times in them are new. The exporter keeps all 64 bits and counts every " +
    "heartbeat as accepted, or the row fails. express.json rounds u64s and keeps the last object of each shard. The trivial server " +
    "reads bodies to their end: what the generator can do.",
  note:
    "Where singles miss: a Node server that only says 202 takes 12 of some 20 us of a call, half of it in the kernel. Of what is left 1 to 2 us are patching lines in the background, once for every shard in each second in which it speaks, 2 us memory for buffers and 1 to 2 us taking it in; with 1,000 shards, " +
    "whose state stays in the caches, it is 3.7 times express.json. Tried: the route before express (twice as fast), answers in one piece, no loopback list per call, security headers as one prepared list (0.5 us: Node checks each header all the same), records in the place of columns (a tenth of taking in). " +
    "Batches of 100 take about 2 us of processor time a heartbeat, most of it for reading JSON without loss and taking in; patching once a second instead of ten times saves a quarter with 1,000 shards and hardly anything where 32 connections leave it a millisecond in each turn. By as much as express.json is slower than in other runs it is the machine.",
  figures: [
    {
      title: "batches of 100",
      unit: "per second",
      series: "100",
      target: { kind: "at_least", value: 500_000 },
    },
    {
      title: "single heartbeats against express.json",
      unit: "per second",
      series: "1",
      baseline: "express.json 1",
      target: { kind: "ratio_at_least", factor: 4 },
    },
    {
      title: "batches of 100 against express.json",
      unit: "per second",
      series: "100",
      baseline: "express.json 100",
      target: { kind: "ratio_at_least", factor: 2 },
    },
    {
      title: "batches of 1,000 against express.json",
      unit: "per second",
      series: "1000",
      baseline: "express.json 1000",
    },
    { title: "the generator, single", unit: "per second", series: "generator 1" },
    { title: "the generator, batches of 100", unit: "per second", series: "generator 100" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const exporter = await group.exporter(options.exporterFolder);
      const generator = group.generator();
      const targets = [{ prefix: "", url: exporter.url }];
      if (options.withBaselines) {
        targets.push({ prefix: "express.json ", url: (await group.expressJson()).url });
        targets.push({ prefix: "generator ", url: (await group.staticServer()).url });
      }
      let posted = 0;
      const before = await exporter.process.ask("heartbeats");
      for (const batch of BATCHES) {
        for (const { prefix, url } of targets) {
          await generator.ask("prepare", {
            ...FULL_CLUSTER,
            name: prefix,
            url,
            batch,
            connections: CONNECTIONS,
          });
        }
        await repeat(collector, options, async (_round, into) => {
          for (const { prefix, url } of targets) {
            const { heartbeats, seconds } = await generator.ask("flood", { name: prefix, seconds: SECONDS });
            if (url === exporter.url) posted += heartbeats;
            into.add(`${prefix}${batch}`, heartbeats / seconds);
          }
        });
      }
      const { accepted } = await exporter.process.ask("heartbeats");
      if (accepted - before.accepted !== posted) {
        throw new Error(`posted ${posted} heartbeats, but ${accepted - before.accepted} were accepted`);
      }
      return collector.measurements;
    }),
};
