import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { Prometheus } from "../../test/support/programs/prometheus";
import { ALL_SHARDS } from "../cluster-shape";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { ProcessGroup } from "../processes/process-group";

/** With three followers a shard has twelve series of its own. */
const SHAPE = { shards: ALL_SHARDS, followers: 3 };
const PATH = "/metrics?collect%5B%5D=shard&collect%5B%5D=follower";
const EXPECTED_SAMPLES = ALL_SHARDS * 12;

/** What Prometheus 2 asks for, so that the static server sends it the format and the compression that the exporter does. */
const PROMETHEUS_HEADERS = {
  accept: "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
  "accept-encoding": "gzip",
};

/** It takes Prometheus one to three seconds to take them in. */
const INTERVAL_SECONDS = 5;

/** The first makes every series, the second finds them for the first time: both are thrown away, for either server. */
const WARM_UP_SCRAPES = 4;
const DEADLINE_MS = 150_000;

export const prometheusScrape: Row = {
  name: "prometheus-scrape",
  title: "What a real Prometheus says a scrape of 786,432 series took",
  method:
    "`scrape_duration_seconds` of one job whose target answers with a redirect, by turns to the exporter and to a static server with the " +
    "same bytes; it is mostly Prometheus' own work of taking the samples in. 65,536 shards with three followers each.",
  note: "Prometheus asks for OpenMetrics and gzip; the static server has the compressed bytes already, the exporter makes them.",
  figures: [
    {
      title: "scrape_duration_seconds",
      unit: "s",
      series: "exporter",
      baseline: "static server",
      target: { kind: "ratio_at_most", factor: 1.1 },
    },
  ],
  measure: ({ exporterFolder, repetitions }) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      if (spawnSync("prometheus", ["--version"]).status !== 0) {
        collector.skip("exporter", "there is no prometheus on this machine (Debian: prometheus)");
        return collector.measurements;
      }
      const exporter = await group.exporter(exporterFolder, SHAPE);
      const floor = await group.staticServer();
      const url = `${exporter.url}${PATH}`;
      await floor.process.ask("load", { path: "/static", url, headers: PROMETHEUS_HEADERS });
      const servers = [
        ["exporter", url],
        ["static server", `${floor.url}/static`],
      ] as const;
      const wanted = WARM_UP_SCRAPES + 2 * repetitions;
      const durations = await scrapeDurations(
        servers.map(([, location]) => location),
        wanted,
      );
      for (const [i, seconds] of durations.slice(0, wanted).entries()) {
        if (i >= WARM_UP_SCRAPES) collector.add(servers[i % 2]?.[0] ?? "", seconds);
      }
      return collector.measurements;
    }),
};

/** Lets Prometheus scrape the locations by turns; what it says each scrape took, in seconds. */
async function scrapeDurations(locations: readonly string[], wanted: number): Promise<readonly number[]> {
  let asked = 0;
  const redirector = createServer((_request, response) => {
    response.writeHead(302, { location: locations[asked % locations.length] ?? "" }).end();
    asked += 1;
  });
  await new Promise<void>((resolve) => redirector.listen(0, "127.0.0.1", resolve));
  const prometheus = await Prometheus.start({
    global: { scrape_interval: `${INTERVAL_SECONDS}s`, scrape_timeout: `${INTERVAL_SECONDS}s` },
    scrape_configs: [
      {
        job_name: "turns",
        static_configs: [{ targets: [`127.0.0.1:${(redirector.address() as AddressInfo).port}`] }],
      },
    ],
  });
  try {
    const deadlineMs = performance.now() + DEADLINE_MS;
    for (;;) {
      await sleep(1000);
      const durations = await valuesOf(prometheus, "scrape_duration_seconds");
      if (durations.length >= wanted) {
        await assertWhole(prometheus, wanted);
        return durations;
      }
      if (performance.now() > deadlineMs) {
        throw new Error(`Prometheus made ${durations.length} of ${wanted} scrapes in ${DEADLINE_MS} ms`);
      }
    }
  } finally {
    await prometheus.stop();
    redirector.close();
  }
}

/** A scrape that failed or was cut short would be fast. */
async function assertWhole(prometheus: Prometheus, wanted: number): Promise<void> {
  const counts = await valuesOf(prometheus, "scrape_samples_scraped");
  const odd = counts.slice(WARM_UP_SCRAPES, wanted).find((count) => count !== EXPECTED_SAMPLES);
  if (odd !== undefined)
    throw new Error(
      `expected ${EXPECTED_SAMPLES} samples in every scrape, got ${odd}; 0 is one that timed out`,
    );
}

/** All values of a series that the only job has had so far, oldest first. */
async function valuesOf(prometheus: Prometheus, metric: string): Promise<readonly number[]> {
  const query = new URLSearchParams({ query: `${metric}[1h]` }).toString();
  const response = await fetch(`${prometheus.url}/api/v1/query?${query}`);
  const { data } = (await response.json()) as {
    readonly data: { readonly result: readonly { readonly values: readonly [number, string][] }[] };
  };
  return (data.result[0]?.values ?? []).map(([, value]) => Number(value));
}
