import { RunningProgram } from "../../test/support/programs/running-program";
import { FULL_CLUSTER } from "../cluster-shape";
import type { Figure } from "../measuring/figure";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { OPENMETRICS, scrape, TEXT } from "../measuring/scrape";
import type { Scrape } from "../measuring/scrape";
import { buildClientGolang, buildPrometheusClient, buildVictoriaMetrics } from "../processes/other-programs";
import type { BuildResult } from "../processes/other-programs";
import { ProcessGroup } from "../processes/process-group";

const START_DEADLINE_MS = 60_000;

/** Some take seconds for a scrape; their spread is small against the distance. */
const BASELINE_SCRAPES = 3;

/** Another library that serves the same series: how its program is built, and what it is called with. */
interface OtherLibrary {
  readonly name: string;
  readonly build: () => BuildResult;
  readonly args: readonly string[];
}

const { shards, followers } = FULL_CLUSTER;
const LIBRARIES: readonly OtherLibrary[] = [
  {
    name: "prometheus-client (Rust)",
    build: buildPrometheusClient,
    args: [String(shards), String(followers)],
  },
  {
    name: "VictoriaMetrics/metrics (Go)",
    build: buildVictoriaMetrics,
    args: [`-shards=${shards}`, `-followers=${followers}`],
  },
  {
    name: "client_golang (Go)",
    build: buildClientGolang,
    args: [`-shards=${shards}`, `-followers=${followers}`],
  },
];

const PROM_CLIENT = "prom-client (Node)";

/** Rust's library writes OpenMetrics only. */
const IN_OPENMETRICS = new Set(["prometheus-client (Rust)"]);

export const whoElse: Row = {
  name: "who-else",
  title: "Who else: full scrape beside other libraries, 65,536 shards with four followers each",
  method:
    "As the full scrape; every other library has a gauge for each series, set before the scrape, and is asked without gzip. Each is compared in the format that it writes. " +
    "prometheus-client 0.25.0 is Rust's official library, the fastest that we know; it needs `cargo` and crates.io. VictoriaMetrics' metrics 1.45.0 needs `go` and its proxy, " +
    "client_golang `go` and Debian's golang-github-prometheus-client-golang-dev.",
  note: "",
  figures: [...LIBRARIES.map(({ name }) => name), PROM_CLIENT].flatMap((name): readonly Figure[] => {
    const series = IN_OPENMETRICS.has(name) ? "openmetrics" : "text";
    return [
      { title: `${series} against ${name}`, unit: "ms", series, baseline: name },
      { title: "its size", unit: "MB", series: `${series} MB`, baseline: `${name} MB` },
    ];
  }),
  measure: async (options) => {
    const collector = new SampleCollector();
    await ProcessGroup.use(async (group) => {
      const { process, url } = await group.exporter(options.exporterFolder);
      await repeat(collector, options, async (round, into) => {
        for (const [half, [series, accept]] of Object.entries({
          text: TEXT,
          openmetrics: OPENMETRICS,
        }).entries()) {
          await process.ask("beat", round * 2 + half);
          await process.ask("idle");
          add(into, series, await scrape(`${url}/metrics`, { accept }));
        }
      });
    });
    if (!options.withBaselines) return collector.measurements;
    for (const library of LIBRARIES) await measureLibrary(collector, library);
    await measurePromClient(collector);
    return collector.measurements;
  },
};

function add(collector: SampleCollector, series: string, { durationMs, bodyBytes }: Scrape): void {
  collector.add(series, durationMs);
  collector.add(`${series} MB`, bodyBytes / 1e6);
}

async function measureLibrary(
  collector: SampleCollector,
  { name, build, args }: OtherLibrary,
): Promise<void> {
  const built = build();
  if (!built.ok) {
    collector.skip(name, built.reason);
    collector.skip(`${name} MB`, built.reason);
    return;
  }
  const program = new RunningProgram(built.path, args);
  try {
    const [, address = ""] = await program.line(/listening on (\S+)/, START_DEADLINE_MS);
    for (let round = 1; round <= BASELINE_SCRAPES; round += 1) {
      await fetch(`http://${address}/beat?round=${round}`);
      add(collector, name, await scrape(`http://${address}/metrics`));
    }
  } finally {
    await program.stop("SIGKILL");
  }
}

async function measurePromClient(collector: SampleCollector): Promise<void> {
  await ProcessGroup.use(async (group) => {
    const { process, url } = await group.promClient("set");
    for (let round = 1; round <= BASELINE_SCRAPES; round += 1) {
      await process.ask("beat", round);
      add(collector, PROM_CLIENT, await scrape(`${url}/metrics`));
    }
  });
}
