import type { ConfigMap } from "kubernetes-types/core/v1";
import { stringify } from "yaml";

import type { BundleOptions } from "../options/options";
import { promqlDuration } from "../promql/promql-duration";
import { CONTAINER_PATHS, TLS_FILES } from "./container-paths";
import { OBJECT_LABELS, OBJECT_NAMES, TOKEN_KEYS } from "./object-names";

/** What each token is for; the configuration calls it so in its log. */
const TOKEN_NAMES = { ingest: "shards", scrape: "prometheus", admin: "operators" } as const;

const REGIONS = { 0: "us-east", 1: "eu-west", 2: "ap-south" };

/** The exporter's configuration. Its thresholds are those that the rules and the panels name. */
export function configMap(options: BundleOptions): ConfigMap {
  return withConfig(options, { storage: stateStorage() });
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
    data: {
      [CONTAINER_PATHS.configFile]: exporterConfig(options, membership),
      ...(options.kubernetes.tlsSecret !== "" && { [CONTAINER_PATHS.webConfigFile]: webConfig() }),
    },
  };
}

function exporterConfig(options: BundleOptions, membership: Readonly<Record<string, object>>): string {
  const { auth, ...settings } = exporterSettings(options);
  return [
    "# Every key: docs/config.md. A change is loaded by a restart, or by POST /-/reload with the token `admin`.",
    stringify({ ...settings, ...membership, auth }),
  ].join("\n");
}

/** What one control plane keeps by itself. */
export function stateStorage(): { readonly kind: "file"; readonly path: string } {
  return { kind: "file", path: `${CONTAINER_PATHS.stateFolder}/${CONTAINER_PATHS.stateFile}` };
}

/** What every configuration of the exporter has, wherever its members come from. */
export interface ExporterSettings {
  readonly cluster: { readonly name: string; readonly regions: Readonly<Record<string, string>> };
  readonly health: Readonly<Record<string, string>>;
  readonly auth: { readonly tokens: readonly object[] };
}

/** The settings of an example, with the options' thresholds. */
export function exporterSettings({ thresholds }: BundleOptions): ExporterSettings {
  return {
    cluster: { name: "tidaldb", regions: REGIONS },
    health: {
      offline_after: promqlDuration(thresholds.offlineAfterMs),
      degraded_lag: promqlDuration(thresholds.degradedLagMs),
    },
    auth: {
      tokens: TOKEN_KEYS.map((key) => ({
        name: TOKEN_NAMES[key],
        scopes: [key],
        file: `${CONTAINER_PATHS.tokensFolder}/${key}`,
      })),
    },
  };
}

/** What `--web.config.file` names. A certificate that is renewed is served without a restart. */
export function webConfig(): string {
  const { tlsFolder } = CONTAINER_PATHS;
  const { cert, key } = TLS_FILES;
  return stringify({
    tls_server_config: { cert_file: `${tlsFolder}/${cert}`, key_file: `${tlsFolder}/${key}` },
  });
}
