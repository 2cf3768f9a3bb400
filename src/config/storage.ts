import { resolve } from "node:path";
import type { z } from "zod";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { writtenSectionSchema } from "../strict-yaml/section-schema";
import { itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { choiceSchema, filePathSchema, valueSchema } from "../strict-yaml/value-schemas";
import type { ValueSchema } from "../strict-yaml/value-schemas";

const KINDS = ["config", "file", "nats"] as const;
const DEFAULT_BUCKET = "tidaldb";
/** Copies of a bucket that NATS can keep and still have a majority. */
const REPLICAS = [1, 3, 5];
const DEFAULT_REPLICAS = 3;

/** The name of a bucket, as NATS takes it. */
function bucketSchema(): ValueSchema<string> {
  return valueSchema("text", (value) =>
    typeof value === "string" && /^[-\w]{1,100}$/.test(value)
      ? { value }
      : { expected: "a name of letters, digits, - and _, such as tidaldb" },
  );
}

function replicasSchema(): ValueSchema<number> {
  return valueSchema("1, 3 or 5", (value) => {
    const number = REPLICAS.find((count) => value === count || value === BigInt(count));
    return number === undefined ? { expected: "1, 3 or 5" } : { value: number };
  });
}

/** The section `storage`. All that the configuration knows of the kinds of stores is in this file. */
export const storageSchema = writtenSectionSchema(
  "Where the topology and the tenants are kept. A change needs a restart.",
  {
    kind: choiceSchema(KINDS).prefault("config").meta({
      description:
        "`config`: in this file, and the API refuses to change them; what is removed that only ever named itself stays away until the next start. `file`: in the file at `path`, changed through the API, with what was removed. `nats`: in a bucket of the NATS servers of `nats`, changed through the API of any control plane that shares it.",
    }),
    path: filePathSchema()
      .optional()
      .meta({
        description:
          "The state file; needed with `kind: file` and `kind: nats`. With `nats` it is this control plane's own copy of what is in the bucket: it starts from that while NATS cannot be reached, and fills an empty bucket with it. A relative path starts at this file's folder. Beside it `PATH.heard` is written every five seconds: who was heard and when, for the next start. `PATH.events` has what happened, an event a line. Both may be removed at any time. The state file is replaced as a whole: in a container, mount its folder, never the file alone.",
        samples: ["/var/lib/tidaldb-exporter/state.json"],
      }),
    bucket: bucketSchema()
      .optional()
      .meta({
        description: `The bucket, with \`kind: nats\`; \`${DEFAULT_BUCKET}\` without it. One for each cluster. It is made where it is not there.`,
        samples: [DEFAULT_BUCKET],
      }),
    replicas: replicasSchema()
      .optional()
      .meta({
        description: `On how many servers the bucket is kept when it is made, with \`kind: nats\`; ${DEFAULT_REPLICAS} without it. 1 is for a single server, which should then have \`sync_interval: always\`.`,
        samples: [DEFAULT_REPLICAS],
      }),
  },
);

/** Where the topology and the tenants are kept. A file's path is absolute. */
export type StorageConfig =
  | { readonly kind: "config" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "nats"; readonly path: string; readonly bucket: string; readonly replicas: number };

/** @throws Error when `storageFindings` would have found something. */
export function toStorage(section: z.output<typeof storageSchema>, folder: string): StorageConfig {
  const { kind, path, bucket = DEFAULT_BUCKET, replicas = DEFAULT_REPLICAS } = section;
  if (kind === "config") return { kind };
  if (path === undefined) throw new Error(`storage.path: missing with kind: ${kind}`);
  const absolute = resolve(folder, path);
  return kind === "file" ? { kind, path: absolute } : { kind, path: absolute, bucket, replicas };
}

/** A storage as a sentence names it. */
export function storageText(storage: StorageConfig): string {
  if (storage.kind === "config") return "config";
  if (storage.kind === "file") return `the file ${storage.path}`;
  return `the bucket ${storage.bucket} of NATS, with a copy in ${storage.path}`;
}

/** What contradicts itself about the storage, in a document as it was read. */
export function storageFindings(document: unknown): readonly ConfigFinding[] {
  const kind = valueAt(document, "storage", "kind") ?? "config";
  const path = valueAt(document, "storage", "path");
  const findings: ConfigFinding[] = [...strayNatsKeys(document, kind)];
  if (kind === "config" && path !== undefined) {
    const message = "goes with storage.kind: file or nats; remove it, or set storage.kind to one of them";
    findings.push({ path: ["storage", "path"], message, at: "key" });
  }
  if (kind !== "file" && kind !== "nats") return findings;
  if (path === undefined) {
    const what = kind === "file" ? "a file" : "a file for the local copy";
    const message = `is required with storage.kind: ${kind}: expected the path of ${what}`;
    findings.push({ path: ["storage", "path"], message });
  }
  const file = typeof path === "string" ? path : "a file";
  const keptIn = kind === "file" ? file : "NATS";
  const message = `kept in ${keptIn}, because storage.kind is ${kind}; remove it here and use the API, or set storage.kind to config`;
  for (const list of [["topology", "shards"], ["tenants"], ["maintenance"]]) {
    if (itemsOf(valueAt(document, ...list)).length > 0) findings.push({ path: list, message, at: "key" });
  }
  return findings;
}

function strayNatsKeys(document: unknown, kind: unknown): readonly ConfigFinding[] {
  if (kind === "nats") return [];
  const message = "goes with storage.kind: nats only; remove it, or set storage.kind to nats";
  return ["bucket", "replicas"]
    .filter((key) => valueAt(document, "storage", key) !== undefined)
    .map((key) => ({ path: ["storage", key], message, at: "key" }));
}
