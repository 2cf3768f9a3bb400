import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { RunningProgram } from "../../test/support/programs/running-program";
import { FULL_CLUSTER } from "../cluster-shape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { ProcessGroup } from "../processes/process-group";
import { PROJECT_FOLDER } from "../project-folder";

/** Where Debian puts Go libraries, and the package that this takes. */
const GO_LIBRARIES = "/usr/share/gocode";
const CLIENT_GOLANG = join(GO_LIBRARIES, "src/github.com/prometheus/client_golang");
const START_DEADLINE_MS = 60_000;

/** A scrape takes seconds; its spread is small against the distance. */
const BASELINE_SCRAPES = 3;

export const clientGolang: Row = {
  name: "client-golang",
  title: "Full scrape beside Go's client_golang, 65,536 shards with four followers each",
  method:
    "As the full scrape; client_golang has a GaugeVec for each metric, set before the scrape. It needs `go` and Debian's " +
    "golang-github-prometheus-client-golang-dev.",
  note: "",
  figures: [
    { title: "text", unit: "ms", series: "text", baseline: "client_golang" },
    { title: "size", unit: "MB", series: "text MB", baseline: "client_golang MB" },
  ],
  measure: async (options) => {
    const collector = new SampleCollector();
    await ProcessGroup.use(async (group) => {
      const { process, url } = await group.exporter(options.exporterFolder);
      await repeat(collector, options, async (round, into) => {
        await process.ask("beat", round);
        await process.ask("idle");
        const { durationMs, bodyBytes } = await scrape(`${url}/metrics`);
        into.add("text", durationMs);
        into.add("text MB", bodyBytes / 1e6);
      });
    });
    if (options.withBaselines) await measureClientGolang(collector);
    return collector.measurements;
  },
};

async function measureClientGolang(collector: SampleCollector): Promise<void> {
  const built = buildClientGolang();
  if (!built.ok) {
    collector.skip("client_golang", built.reason);
    collector.skip("client_golang MB", built.reason);
    return;
  }
  const program = new RunningProgram(built.path, [
    `-shards=${FULL_CLUSTER.shards}`,
    `-followers=${FULL_CLUSTER.followers}`,
  ]);
  try {
    const [, address = ""] = await program.line(/listening on (\S+)/, START_DEADLINE_MS);
    for (let round = 1; round <= BASELINE_SCRAPES; round += 1) {
      await fetch(`http://${address}/beat?round=${round}`);
      const { durationMs, bodyBytes } = await scrape(`http://${address}/metrics`);
      collector.add("client_golang", durationMs);
      collector.add("client_golang MB", bodyBytes / 1e6);
    }
  } finally {
    await program.stop("SIGKILL");
  }
}

type BuildResult =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string };

/** Debian's libraries are laid out for Go as it was before modules, so modules are off. */
function buildClientGolang(): BuildResult {
  if (spawnSync("go", ["version"]).status !== 0)
    return { ok: false, reason: "there is no go on this machine" };
  if (!existsSync(CLIENT_GOLANG)) {
    return { ok: false, reason: "Debian's golang-github-prometheus-client-golang-dev is not installed" };
  }
  const folder = join(PROJECT_FOLDER, "node_modules", ".cache", "bench-go");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "client-golang");
  const { status, stderr } = spawnSync("go", ["build", "-o", path, "./main.go"], {
    cwd: join(PROJECT_FOLDER, "bench", "go"),
    encoding: "utf8",
    env: { ...process.env, GOPATH: GO_LIBRARIES, GO111MODULE: "off", GOFLAGS: "" },
  });
  if (status === 0) return { ok: true, path };
  return { ok: false, reason: `go could not build it: ${stderr.trim().replaceAll(/\s*\n\s*/g, "; ")}` };
}
