import type { Config } from "../config/config";
import { formatProblems } from "../strict-yaml/config-problem";
import { loadConfig, readConfigFile } from "../config/load";
import { storageText } from "../config/storage";
import type { Environment } from "../config/tokens";
import { loadWebConfig } from "../web-config/load-web-config";
import type { WebConfig } from "../web-config/web-config";

/** How to check a configuration file. */
export interface CheckOptions {
  /** Where tokens whose secret is in a variable have it. */
  readonly env: Environment;
  /** Whether to leave out the secrets of tokens, as on a machine that must not have them. */
  readonly syntaxOnly: boolean;
}

/** What came out of a check; `text` is lines for a terminal. */
export interface CheckReport {
  readonly ok: boolean;
  readonly text: string;
}

/** Checks a configuration file as a start with it would, and says in one line what it means or in many what is wrong. */
export async function checkConfig(path: string, { env, syntaxOnly }: CheckOptions): Promise<CheckReport> {
  const result = syntaxOnly ? await readConfigFile(path, false) : await loadConfig(path, { env });
  if (!result.ok) return { ok: false, text: formatProblems(result.problems) };
  return { ok: true, text: `${path}: ok: ${summary(result.value.config)}\n` };
}

/** Checks a web configuration with its certificates and keys, as a start with it would. */
export async function checkWebConfig(path: string): Promise<CheckReport> {
  const { result } = await loadWebConfig(path);
  if (!result.ok) return { ok: false, text: formatProblems(result.problems) };
  return { ok: true, text: `${path}: ok: ${webSummary(result.value)}\n` };
}

function webSummary({ tls, users }: WebConfig): string {
  const encryption =
    tls === undefined
      ? "no TLS"
      : `TLS until ${new Date(tls.expiresAtMs).toISOString()} with ${tls.clientAuth}`;
  return `${encryption}, ${count(users, "user")}`;
}

/** What an operator would notice first if it were wrong. */
function summary({ controlPlane, topology, tenants, storage, sources, peers, auth }: Config): string {
  const state =
    storage.kind !== "config"
      ? `topology and tenants in ${storage.kind === "file" ? storage.path : storageText(storage)}`
      : `${count(topology, "shard")}, ${count(tenants, "tenant")}`;
  const polled =
    (sources.length > 0 ? `, ${count(sources, "source")}` : "") +
    (peers.length > 0 ? `, ${count(peers, "peer")}` : "");
  return `cluster ${controlPlane.clusterName}, ${state}, ${count(auth.tokens, "token")}${polled}`;
}

function count({ length }: { readonly length: number }, what: string): string {
  return `${length} ${what}${length === 1 ? "" : "s"}`;
}
