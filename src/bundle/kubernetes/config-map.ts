import type { ConfigMap } from "kubernetes-types/core/v1";
import { stringify } from "yaml";

import type { BundleOptions } from "../options/options";
import { promqlDuration } from "../promql/promql-duration";
import { CONTAINER_PATHS } from "./container-paths";
import { OBJECT_LABELS, OBJECT_NAMES, TOKEN_KEYS } from "./object-names";

/** What each token is for; the configuration calls it so in its log. */
const TOKEN_NAMES = { ingest: "shards", scrape: "prometheus", admin: "operators" } as const;

const REGIONS = { 0: "us-east", 1: "eu-west", 2: "ap-south" };

/** The exporter's configuration. Its thresholds are those that the rules and the panels name. */
export function configMap(options: BundleOptions): ConfigMap {
  const { stateFolder, stateFile } = CONTAINER_PATHS;
  return withConfig(options, { storage: { kind: "file", path: `${stateFolder}/${stateFile}` } });
}

/** The same where several equal exporters share it: what each of them keeps for itself, the others would not know. */
export function redundantConfigMap(options: BundleOptions): ConfigMap {
  const shards = Object.keys(REGIONS).map((id) => ({ shard_id: Number(id), region_id: Number(id) }));
  return withConfig(options, { topology: { shards } });
}

function withConfig(options: BundleOptions, membership: Readonly<Record<string, object>>): ConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: OBJECT_NAMES.config, labels: OBJECT_LABELS },
    data: { [CONTAINER_PATHS.configFile]: exporterConfig(options, membership) },
  };
}

function exporterConfig({ thresholds }: BundleOptions, membership: Readonly<Record<string, object>>): string {
  const { tokensFolder } = CONTAINER_PATHS;
  return [
    "# Every key: docs/config.md. A change is loaded by a restart, or by POST /-/reload with the token `admin`.",
    stringify({
      cluster: { name: "tidaldb", regions: REGIONS },
      health: {
        offline_after: promqlDuration(thresholds.offlineAfterMs),
        degraded_lag: promqlDuration(thresholds.degradedLagMs),
      },
      ...membership,
      auth: {
        tokens: TOKEN_KEYS.map((key) => ({
          name: TOKEN_NAMES[key],
          scopes: [key],
          file: `${tokensFolder}/${key}`,
        })),
      },
    }),
  ].join("\n");
}
