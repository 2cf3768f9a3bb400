import { setTimeout as sleep } from "node:timers/promises";

import { FULL_CLUSTER } from "../cluster-shape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { ProcessGroup } from "../processes/process-group";

/** Changes that are announced and seen in one repetition. */
const CHANGES = 3;

export const pageInBrowser: Row = {
  name: "page-in-browser",
  title: "The status page of 65,536 replicas in a browser",
  method:
    "Debian's chromium opens the page of a cluster whose every figure has just changed. Then planned work is announced, " +
    `${CHANGES} times, and what is counted is the time from the exporter's own event of it to the page that shows it, laid out: the ` +
    "exporter looks at all replicas in between. Before that the exporter keeps the announcement in its state file, with 65,536 shards and " +
    "as many known replicas, and flushes it: from the request to the page is the next figure. Then how long the tab is busy with one part.",
  note: "",
  figures: [
    { title: "first paint", unit: "ms", series: "first paint", target: { kind: "at_most", value: 1_000 } },
    {
      title: "from an event to the page that shows it",
      unit: "ms",
      series: "event",
      target: { kind: "at_most", value: 100 },
    },
    { title: "from the request that is kept first", unit: "ms", series: "request" },
    {
      title: "the tab is busy with a part",
      unit: "ms",
      series: "busy",
      target: { kind: "at_most", value: 100 },
    },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const browser = group.browser();
      const missing = await browser.ask("start");
      if (missing !== undefined) {
        for (const series of ["first paint", "event", "request", "busy"]) collector.skip(series, missing);
        return collector.measurements;
      }
      const exporter = await group.exporter(options.exporterFolder, FULL_CLUSTER, { topologyInFile: true });
      await repeat(collector, options, async (round, into) => {
        await exporter.process.ask("beat", round);
        await exporter.process.ask("idle");
        into.add("first paint", await browser.ask("open", exporter.url));
        for (let change = 0; change < CHANGES; change += 1) {
          // Between two looks, as most changes come.
          await sleep(700);
          const id = `round-${round}-${change}`;
          const beganMs = Date.now();
          await announce(exporter.url, id);
          const { html, atMs } = await browser.ask("said", { id: "events", words: id });
          into.add("event", atMs - happenedMs(html));
          into.add("request", atMs - beganMs);
        }
        into.add("busy", ...(await browser.ask("busyMs")));
      });
      await browser.ask("stop");
      return collector.measurements;
    }),
};

/** When the latest event on the page happened, in milliseconds since the epoch: its id is the microsecond. */
function happenedMs(eventsPart: string): number {
  const id = /id="event-(\d+)"/.exec(eventsPart)?.[1];
  if (id === undefined) throw new Error("the page shows no event");
  return Number(id) / 1_000;
}

async function announce(url: string, id: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/maintenance/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ region_id: 1, by: "bench", reason: "measured", duration_ms: 3_600_000 }),
  });
  if (!answer.ok) throw new Error(`an announcement was answered ${answer.status}: ${await answer.text()}`);
}
