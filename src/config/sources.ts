import { resolve } from "node:path";
import type { z } from "zod";
import type { ConfigFinding, ConfigPath } from "../strict-yaml/config-problem";
import { parseDuration } from "../strict-yaml/duration";
import { repeatedValues } from "../strict-yaml/repeated-values";
import { listSchema, sectionSchema } from "../strict-yaml/section-schema";
import { itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import {
  byteSizeSchema,
  choiceSchema,
  durationSchema,
  filePathSchema,
  nameSchema,
  switchSchema,
  valueSchema,
} from "../strict-yaml/value-schemas";
import type { ValueSchema } from "../strict-yaml/value-schemas";

/** One bit for each source and replica tells who lists whom. */
export const MAX_SOURCES = 32;

/** A source that is asked more rarely tells of a death too late to be of use. */
const LONGEST_INTERVAL_MS = 5 * 60 * 1000;
const DEFAULT_INTERVAL = "5s";
const DEFAULT_TIMEOUT_MS = 4_000;

const KIB = 1024;
const MIB = 1024 * KIB;

const authorizationSchema = sectionSchema(
  "A token that is sent in the header `Authorization`. Never beside `basic_auth`.",
  {
    type: valueSchema("text", (value) =>
      typeof value === "string" && /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/.test(value) && !/^basic$/i.test(value)
        ? { value }
        : { expected: "the name of a scheme such as Bearer; passwords go into basic_auth" },
    )
      .prefault("Bearer")
      .meta({ description: "The scheme." }),
    credentials_file: filePathSchema().meta({
      description: "The file that holds the token, read anew for each poll.",
    }),
  },
);

const basicAuthSchema = sectionSchema("A user name and a password. Never beside `authorization`.", {
  username: nameSchema().meta({ description: "The user, without a colon." }),
  password_file: filePathSchema().meta({
    description: "The file that holds the password, read anew for each poll.",
  }),
});

const tlsSchema = sectionSchema("How an `https` source is checked, and how the exporter shows who it is.", {
  ca_file: filePathSchema().optional().meta({
    description:
      "Certificates, as PEM, that the source's certificate is checked by. Without it: the system's.",
  }),
  cert_file: filePathSchema().optional().meta({
    description:
      "A certificate of the exporter's own, as PEM, where the source asks for one. Only with `key_file`.",
  }),
  key_file: filePathSchema().optional().meta({
    description: "The private key that belongs to `cert_file`, as PEM.",
  }),
  server_name: nameSchema().optional().meta({
    description: "The name that the source's certificate has to bear. Without it: the host in `url`.",
  }),
  insecure_skip_verify: switchSchema().prefault(false).meta({
    description: "Whether to take any certificate: whoever is between can then forge the cluster's health.",
  }),
});

/**
 * The keys of a polled document other than its name and address, as sources and peers have them.
 *
 * @param interval - how often it is asked unless it says so.
 * @param maxBody - most bytes of an answer unless it says so.
 * @param bodyNote - is added to the description of `max_body`.
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- zod infers what no one can write down
export function pollingKeys(interval: string, maxBody: string, bodyNote = "") {
  return {
    interval: durationSchema(LONGEST_INTERVAL_MS).prefault(interval).meta({
      description: "How often it is asked; up to four times as rarely while that fails.",
    }),
    timeout: durationSchema(LONGEST_INTERVAL_MS).optional().meta({
      description:
        "How long an answer may take, from the look-up of the name to the last byte. Not above `interval`. Without it: 4s, or the interval where that is shorter.",
    }),
    max_body: byteSizeSchema(KIB, 256 * MIB)
      .prefault(maxBody)
      .meta({ description: `Most bytes of an answer, before and after it is decompressed.${bodyNote}` }),
    authorization: authorizationSchema.optional(),
    basic_auth: basicAuthSchema.optional(),
    tls_config: tlsSchema.optional(),
  };
}

/** One entry of `sources`. */
export const sourceSchema = sectionSchema("A tidalDB control plane that is asked for its health.", {
  name: nameSchema().meta({
    description: "What the source is called in metrics, incidents and logs. Each name is used once.",
  }),
  url: urlSchema().meta({
    description:
      "Where its document is, `http` or `https`. A loopback or link-local address is asked only where the URL has it literally, or says `localhost`; redirects are not followed.",
  }),
  format: choiceSchema(["cluster-health"]).prefault("cluster-health").meta({
    description:
      "What the document is: `cluster-health`, what `health_json()` of tidalDB's control plane prints.",
  }),
  ...pollingKeys(DEFAULT_INTERVAL, "32MiB", " 65,536 shards take 25 MiB."),
});

/** The list `sources`. */
export const sourcesSchema = listSchema(
  `Control planes that are polled for what they know, besides whatever is sent to the exporter; at most ${MAX_SOURCES}.`,
  sourceSchema,
  [
    {
      name: "us-east-leader",
      url: "https://leader.us-east.example:9500/cluster/health",
      interval: DEFAULT_INTERVAL,
      timeout: "4s",
      authorization: { credentials_file: "leader.token" },
      tls_config: { ca_file: "ca.pem" },
    },
  ],
);

/** The header `Authorization` of a source, without its secret. */
export type SourceCredentials =
  | { readonly kind: "token"; readonly type: string; readonly file: string }
  | { readonly kind: "password"; readonly username: string; readonly file: string };

/** How a source is met over TLS. Paths are absolute. */
export interface SourceTls {
  readonly caFile: string | undefined;
  /** Both, or none of the two. */
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly serverName: string | undefined;
  readonly skipsVerification: boolean;
}

/** One control plane that is polled. Holds no secret. */
export interface SourceConfig {
  readonly name: string;
  readonly url: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly credentials: SourceCredentials | undefined;
  readonly tls: SourceTls | undefined;
}

/** @throws Error when `sourceFindings` would have found something. */
export function toSource(document: z.output<typeof sourceSchema>, folder: string): SourceConfig {
  const { name, url, interval, timeout, max_body, authorization, basic_auth, tls_config: tls } = document;
  const path = (file: string | undefined): string | undefined =>
    file === undefined ? undefined : resolve(folder, file);
  return {
    name,
    url,
    intervalMs: interval,
    timeoutMs: timeout ?? Math.min(DEFAULT_TIMEOUT_MS, interval),
    maxBodyBytes: max_body,
    credentials:
      authorization !== undefined
        ? { kind: "token", type: authorization.type, file: resolve(folder, authorization.credentials_file) }
        : basic_auth && {
            kind: "password",
            username: basic_auth.username,
            file: resolve(folder, basic_auth.password_file),
          },
    tls: tls && {
      caFile: path(tls.ca_file),
      certFile: path(tls.cert_file),
      keyFile: path(tls.key_file),
      serverName: tls.server_name,
      skipsVerification: tls.insecure_skip_verify,
    },
  };
}

/** What is polled, how many of it there may be, and how often unless it says so. */
export interface PolledKind {
  readonly what: "source" | "peer";
  readonly max: number;
  readonly interval: string;
}

/** What contradicts itself about the sources, in a document as it was read. */
export function sourceFindings(document: unknown): readonly ConfigFinding[] {
  return polledFindings(document, {
    what: "source",
    max: MAX_SOURCES,
    interval: DEFAULT_INTERVAL,
  });
}

/** What contradicts itself about all that is polled of a kind, in a document as it was read. */
export function polledFindings(document: unknown, kind: PolledKind): readonly ConfigFinding[] {
  const list = `${kind.what}s`;
  const sources = itemsOf(valueAt(document, list));
  const tooMany: ConfigFinding[] =
    sources.length > kind.max
      ? [
          {
            path: [list],
            message: `expected at most ${kind.max} ${list}, got ${sources.length}`,
            at: "key",
          },
        ]
      : [];
  return [
    ...tooMany,
    ...repeatedValues(
      sources.map((source) => valueAt(source, "name")),
      (index) => [list, index, "name"],
      `is used twice; names tell ${list} apart in metrics`,
    ),
    ...sources.flatMap((source, index) => findingsOf(source, [list, index], kind)),
  ];
}

function findingsOf(
  source: unknown,
  path: ConfigPath,
  { what, interval }: PolledKind,
): readonly ConfigFinding[] {
  const has = (...keys: string[]): boolean => valueAt(source, ...keys) !== undefined;
  const findings: ConfigFinding[] = [];
  const timeoutMs = durationAt(source, "timeout", "0");
  if (timeoutMs > durationAt(source, "interval", interval)) {
    const message = `is longer than the ${what}'s interval; one poll runs at a time`;
    findings.push({ path: [...path, "timeout"], message });
  }
  const url = valueAt(source, "url");
  // Not the schema's to say: it would repeat the password.
  if (typeof url === "string" && URL.canParse(url) && hasUser(new URL(url))) {
    const message = "expected a URL without a user or a password; they go into basic_auth";
    findings.push({ path: [...path, "url"], message });
  }
  if (has("authorization") && has("basic_auth")) {
    const message = "goes not beside authorization; remove one of the two";
    findings.push({ path: [...path, "basic_auth"], message, at: "key" });
  }
  const username = valueAt(source, "basic_auth", "username");
  if (typeof username === "string" && username.includes(":")) {
    findings.push({
      path: [...path, "basic_auth", "username"],
      message: "contains a colon, which ends a user name",
    });
  }
  if (has("tls_config") && typeof url === "string" && /^http:/i.test(url)) {
    const message = "goes with an https URL only; remove it, or change url";
    findings.push({ path: [...path, "tls_config"], message, at: "key" });
  }
  if (has("tls_config", "cert_file") !== has("tls_config", "key_file")) {
    const [given, missing] = has("tls_config", "cert_file")
      ? ["cert_file", "key_file"]
      : ["key_file", "cert_file"];
    const message = `needs ${missing} beside it: the two belong together`;
    findings.push({ path: [...path, "tls_config", given], message, at: "key" });
  }
  return findings;
}

function hasUser({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}

function durationAt(source: unknown, key: string, usual: string): number {
  const value = valueAt(source, key);
  return parseDuration(typeof value === "string" ? value : usual) ?? 0;
}

/** Where something is polled. */
export function urlSchema(): ValueSchema<string> {
  return valueSchema("URL", (value) => {
    const expected = { expected: "an http or https URL with a host" };
    if (typeof value !== "string" || value.length > 2_000) return expected;
    if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return expected;
    const url = new URL(value);
    if (url.hostname === "") return expected;
    return url.hash === "" ? { value } : { expected: "a URL without a fragment (#)" };
  });
}
