import { resolve } from "node:path";
import type { z } from "zod";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { sectionSchema, valuesSchema, writtenSectionSchema } from "../strict-yaml/section-schema";
import { itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { filePathSchema, nameSchema, switchSchema, valueSchema } from "../strict-yaml/value-schemas";
import type { ValueSchema } from "../strict-yaml/value-schemas";

/** One server, without anything secret in it. */
function serverSchema(): ValueSchema<string> {
  return valueSchema("server", (value) => {
    const isServer =
      typeof value === "string" &&
      /^((nats|tls):\/\/)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[1-9]\d{0,4})?$/.test(value) &&
      Number(/:(\d+)$/.exec(value)?.[1] ?? 0) <= 65_535;
    if (isServer) return { value };
    // What is wrong with a value is told with the value. This one may hold a secret: `natsFindings` refuses it without.
    if (mayHoldSecret(value)) return { value };
    return { expected: "a server such as nats://nats-1:4222" };
  });
}

function mayHoldSecret(server: unknown): server is string {
  return typeof server === "string" && server.includes("@");
}

/** The keys that name a secret: it says who we are. */
const IDENTITY_KEYS = ["credentials_file", "nkey_seed_file", "token_file", "password_file"] as const;

/** The section `nats`. All that the configuration knows of connections to NATS is in this file. */
export const natsSchema = writtenSectionSchema(
  "How NATS is reached, for `storage.kind: nats` and for heartbeats. A change needs a restart, but for what is in the files: they are read anew for every connection, and a reload connects anew.",
  {
    servers: valuesSchema("a list of servers", serverSchema())
      .optional()
      .meta({
        description:
          "Servers to begin with; others of the same cluster are learned from them. `tls://` demands an encrypted connection.",
        samples: ["nats://nats-1:4222", "nats://nats-2:4222"],
      }),
    heartbeats: switchSchema().prefault(false).meta({
      description:
        "Whether heartbeats are taken from the subjects `tidaldb.<cluster>.heartbeat.<region>.<shard>`, and those that came over HTTP are passed on there, once. `<cluster>` is `cluster.name`, with every byte but letters, digits, `-` and `_` as `=XX`; regions and shards are numbers, or `all` for heartbeats of any.",
    }),
    credentials_file: filePathSchema()
      .optional()
      .meta({
        description: "A credentials file as `nsc` writes it: a user's JWT and its seed.",
        samples: ["/etc/tidaldb-exporter/exporter.creds"],
      }),
    nkey_seed_file: filePathSchema()
      .optional()
      .meta({ description: "A file that holds the seed of a user's NKey, `SU...`." }),
    token_file: filePathSchema().optional().meta({ description: "A file that holds the servers' token." }),
    user: nameSchema().optional().meta({ description: "A user's name; goes with `password_file`." }),
    password_file: filePathSchema()
      .optional()
      .meta({ description: "A file that holds the user's password." }),
    tls: sectionSchema(
      "Certificates, in PEM. Without it: as the servers demand, with the system's authorities.",
      {
        ca_file: filePathSchema()
          .optional()
          .meta({ description: "The authorities that servers' certificates are from." }),
        cert_file: filePathSchema()
          .optional()
          .meta({ description: "Our own certificate, for servers that `verify`." }),
        key_file: filePathSchema().optional().meta({ description: "The key of our certificate." }),
      },
    ),
  },
);

/** Who we are for NATS, and in which file the secret is; absolute. */
export type NatsIdentityConfig =
  | { readonly kind: "nobody" }
  | { readonly kind: "credentials" | "nkey" | "token"; readonly file: string }
  | { readonly kind: "password"; readonly user: string; readonly file: string };

/** Certificates for NATS, in PEM; absolute paths. */
export interface NatsTlsConfig {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** How NATS is reached. */
export interface NatsConfig {
  /** Whether heartbeats go over it. */
  readonly heartbeats: boolean;
  readonly servers: readonly string[];
  readonly identity: NatsIdentityConfig;
  /** Undefined when no file is named. */
  readonly tls: NatsTlsConfig | undefined;
}

/** @returns undefined when no server is named. */
export function toNats(section: z.output<typeof natsSchema>, folder: string): NatsConfig | undefined {
  const { servers, heartbeats, tls } = section;
  if (servers === undefined) return undefined;
  const files = {
    ...(tls.ca_file !== undefined && { caFile: resolve(folder, tls.ca_file) }),
    ...(tls.cert_file !== undefined && { certFile: resolve(folder, tls.cert_file) }),
    ...(tls.key_file !== undefined && { keyFile: resolve(folder, tls.key_file) }),
  };
  const isEncrypted = Object.keys(files).length > 0 || servers.some((server) => server.startsWith("tls://"));
  return { servers, heartbeats, identity: toIdentity(section, folder), tls: isEncrypted ? files : undefined };
}

function toIdentity(section: z.output<typeof natsSchema>, folder: string): NatsIdentityConfig {
  const { credentials_file: credentials, nkey_seed_file: nkey, token_file: token } = section;
  const { user, password_file: password } = section;
  if (credentials !== undefined) return { kind: "credentials", file: resolve(folder, credentials) };
  if (nkey !== undefined) return { kind: "nkey", file: resolve(folder, nkey) };
  if (token !== undefined) return { kind: "token", file: resolve(folder, token) };
  if (user !== undefined && password !== undefined) {
    return { kind: "password", user, file: resolve(folder, password) };
  }
  return { kind: "nobody" };
}

/** What contradicts itself about NATS, in a document as it was read. */
export function natsFindings(document: unknown): readonly ConfigFinding[] {
  const has = (...path: readonly string[]): boolean => valueAt(document, "nats", ...path) !== undefined;
  const isStorage = valueAt(document, "storage", "kind") === "nats";
  const isUsed = isStorage || valueAt(document, "nats", "heartbeats") === true;
  const findings: ConfigFinding[] = [];
  if (isUsed && itemsOf(valueAt(document, "nats", "servers")).length === 0) {
    const user = isStorage ? "storage.kind: nats" : "nats.heartbeats: true";
    const message = `is required with ${user}: expected a list of servers`;
    findings.push({ path: ["nats", "servers"], message });
  }
  if (!isUsed && has("servers")) {
    const message = "nothing uses it; remove it, or set nats.heartbeats to true or storage.kind to nats";
    findings.push({ path: ["nats"], message, at: "key" });
  }
  for (const [index, server] of itemsOf(valueAt(document, "nats", "servers")).entries()) {
    if (!mayHoldSecret(server)) continue;
    const message =
      "names a user; expected a server such as nats://nats-1:4222, and who we are in keys of their own";
    findings.push({ path: ["nats", "servers", index], message });
  }
  for (const key of IDENTITY_KEYS.filter((name) => has(name)).slice(1)) {
    findings.push({ path: ["nats", key], message: "says who we are once more; keep one of them", at: "key" });
  }
  return [
    ...findings,
    ...unpaired(document, ["user"], ["password_file"]),
    ...unpaired(document, ["tls", "cert_file"], ["tls", "key_file"]),
  ];
}

/** Two keys of which each needs the other. */
function unpaired(
  document: unknown,
  one: readonly string[],
  other: readonly string[],
): readonly ConfigFinding[] {
  const hasOne = valueAt(document, "nats", ...one) !== undefined;
  if (hasOne === (valueAt(document, "nats", ...other) !== undefined)) return [];
  const [given, missing] = hasOne ? [one, other] : [other, one];
  const message = `goes with nats.${missing.join(".")}, which is missing`;
  return [{ path: ["nats", ...given], message, at: "key" }];
}
