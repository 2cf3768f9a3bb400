import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TenantConfig } from "../../domain/terms/tenant";
import { FileStore } from "../../store/file/file-store";
import { referenceClusterLayout } from "./reference-cluster-program";

/** A configuration and a state file for the exporter of a demo, in a folder of their own. */
export interface DemoFiles {
  readonly configPath: string;
  /** Removes the folder and all that is in it. */
  remove(): Promise<void>;
}

/** Three tenants that show what placement does: one anywhere, one that must stay in Europe, one with limits. */
const DEMO_TENANTS: readonly TenantConfig[] = [
  { tenantId: 1n },
  { tenantId: 2n, requiredRegions: [1] },
  { tenantId: 3n, maxSignalsPerSec: 5_000n, maxEntities: 1_000_000n, maxStorageBytes: 10_000_000_000n },
];

/**
 * Writes what describes the reference cluster to an exporter. The topology goes into a state file and not into the
 * configuration, so that a demo can move shards through the API.
 */
export async function writeDemoFiles(): Promise<DemoFiles> {
  const folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-demo-"));
  const { regions, shards } = await referenceClusterLayout();
  const configPath = join(folder, "tidaldb-exporter.yml");
  const statePath = join(folder, "state.json");
  await writeFile(configPath, demoConfig(regions, statePath));
  const store = await FileStore.open(statePath);
  await store.save({ shards, tenants: DEMO_TENANTS, retired: [] });
  await store.close();
  return { configPath, remove: () => rm(folder, { recursive: true, force: true }) };
}

function demoConfig(regions: readonly { regionId: number; name: string }[], statePath: string): string {
  return [
    "cluster:",
    "  name: demo",
    "  regions:",
    ...regions.map(({ regionId, name }) => `    ${regionId}: ${name}`),
    "storage:",
    "  kind: file",
    `  path: ${JSON.stringify(statePath)}`,
    "",
  ].join("\n");
}
