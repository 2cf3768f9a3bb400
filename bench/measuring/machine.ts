import { readFileSync } from "node:fs";
import { arch, cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";

/** The packages whose versions decide what a baseline costs. */
const LIBRARIES = ["prom-client", "express", "@opentelemetry/exporter-prometheus"] as const;

/** What a measurement depends on beside the code, one sentence each. */
export function describeMachine(projectFolder: string): readonly string[] {
  const processors = cpus();
  const libraries = LIBRARIES.map((name) => `${name} ${versionOf(projectFolder, name)}`);
  const [load = 0] = loadavg();
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}, ${arch()}, ` +
      `${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}; ${libraries.join(", ")}`,
    `load average at the start ${load.toFixed(2)}: other work on the machine makes figures worse and the spread wider`,
  ];
}

function versionOf(projectFolder: string, name: string): string {
  const path = join(projectFolder, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}
