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
    `${CHANGES} times, and what is counted is the time from the request to the page that shows it, laid out: the exporter looks at all ` +
    "replicas in between. Beside it how long the tab is busy with one part of the page.",
  note: "",
  figures: [
    { title: "first paint", unit: "ms", series: "first paint", target: { kind: "at_most", value: 1_000 } },
    {
      title: "from a change to the page that shows it",
      unit: "ms",
      series: "change",
      target: { kind: "at_most", value: 100 },
    },
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
        for (const series of ["first paint", "change", "busy"]) collector.skip(series, missing);
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
          into.add("change", (await browser.ask("said", { id: "work", words: id })).atMs - beganMs);
        }
        into.add("busy", ...(await browser.ask("busyMs")));
      });
      await browser.ask("stop");
      return collector.measurements;
    }),
};

async function announce(url: string, id: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/maintenance/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ region_id: 1, by: "bench", reason: "measured", duration_ms: 3_600_000 }),
  });
  if (!answer.ok) throw new Error(`an announcement was answered ${answer.status}: ${await answer.text()}`);
}
