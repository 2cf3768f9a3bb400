import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Exporter } from "../../../src/app/exporter";
import { createLogger } from "../../../src/app/logging/logger";
import { startExporter } from "../../../src/app/start-exporter";

/** Secrets of the tokens by their scope; at least 16 characters. */
export const FUZZ_TOKENS = {
  FUZZ_SCRAPE: "scrape-0123456789abcdef",
  FUZZ_INGEST: "ingest-0123456789abcdef",
  FUZZ_ADMIN: "admin-0123456789abcdef",
} as const;

const CLUSTER = `
cluster:
  name: fuzzed
  regions: {0: us-east, 1: "eu \\"west\\"", 2: ap-south}
storage: {kind: file, path: state.json}
http: {max_body: 64KiB, max_batch: 50, max_tenants: 50, header_timeout: 5s, request_timeout: 5s}
`;

const WITH_TOKENS = `${CLUSTER}
auth:
  tokens:
    - {name: prometheus, scopes: [scrape], env: FUZZ_SCRAPE}
    - {name: shards, scopes: [ingest], env: FUZZ_INGEST}
    - {name: operator, scopes: [admin], env: FUZZ_ADMIN}
`;

/** Two whole exporters, as the program starts them: one open, one with tokens. */
export interface ExportersUnderTest {
  /** Of the open one, then of the one with tokens. */
  readonly ports: readonly [open: number, withTokens: number];
  /** What was logged as an error since the last call: defects, whatever was answered. */
  readonly takeErrors: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts both on ports of this machine, with their state in a folder of their own. */
export async function startExportersUnderTest(): Promise<ExportersUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-fuzz-"));
  const errors: string[] = [];
  const exporters: Exporter[] = [];
  const ports: number[] = [];
  for (const [name, config] of Object.entries({ open: CLUSTER, tokens: WITH_TOKENS })) {
    const configPath = join(folder, `${name}.yml`);
    await writeFile(configPath, config.replace("state.json", `${name}.json`));
    const exporter = await startExporter({
      configPath,
      listenAddresses: ["127.0.0.1:0"],
      logger: createLogger("error", "json", { write: (line) => errors.push(line) }),
      env: FUZZ_TOKENS,
      buildInfo: { version: "1.2.3", revision: "abc", nodeVersion: process.version },
    });
    if (!exporter) throw new Error(`the exporter did not start: ${errors.join("")}`);
    exporters.push(exporter);
    ports.push(exporter.addresses[0]?.port ?? 0);
  }
  const [open = 0, withTokens = 0] = ports;
  return {
    ports: [open, withTokens],
    takeErrors: () => errors.splice(0),
    stop: async () => {
      for (const exporter of exporters) await exporter.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
