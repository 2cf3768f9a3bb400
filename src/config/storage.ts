import { resolve } from "node:path";
import type { z } from "zod";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { writtenSectionSchema } from "../strict-yaml/section-schema";
import { itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { choiceSchema, filePathSchema } from "../strict-yaml/value-schemas";

/** The section `storage`. All that the configuration knows of the kinds of stores is in this file. */
export const storageSchema = writtenSectionSchema(
  "Where the topology and the tenants are kept. A change needs a restart.",
  {
    kind: choiceSchema(["config", "file"]).prefault("config").meta({
      description:
        "`config`: in this file, and the API refuses to change them; what is removed that only ever named itself stays away until the next start. `file`: in the file at `path`, changed through the API, with what was removed.",
    }),
    path: filePathSchema()
      .optional()
      .meta({
        description:
          "The state file; needed with `kind: file`. A relative path starts at this file's folder. Beside it `PATH.heard` is written every five seconds: who was heard and when, for the next start; it may be removed at any time. The state file is replaced as a whole: in a container, mount its folder, never the file alone.",
        samples: ["/var/lib/tidaldb-exporter/state.json"],
      }),
  },
);

/** Where the topology and the tenants are kept. A file's path is absolute. */
export type StorageConfig = { readonly kind: "config" } | { readonly kind: "file"; readonly path: string };

/** @throws Error when `storageFindings` would have found something. */
export function toStorage({ kind, path }: z.output<typeof storageSchema>, folder: string): StorageConfig {
  if (kind === "config") return { kind };
  if (path === undefined) throw new Error("storage.path: missing with kind: file");
  return { kind, path: resolve(folder, path) };
}

/** A storage as a sentence names it. */
export function storageText(storage: StorageConfig): string {
  return storage.kind === "file" ? `the file ${storage.path}` : "config";
}

/** What contradicts itself about the storage, in a document as it was read. */
export function storageFindings(document: unknown): readonly ConfigFinding[] {
  const kind = valueAt(document, "storage", "kind") ?? "config";
  const path = valueAt(document, "storage", "path");
  if (kind === "config" && path !== undefined) {
    const message = "goes with storage.kind: file only; remove it, or set storage.kind to file";
    return [{ path: ["storage", "path"], message, at: "key" }];
  }
  if (kind !== "file") return [];
  const findings: ConfigFinding[] = [];
  if (path === undefined) {
    findings.push({
      path: ["storage", "path"],
      message: "is required with storage.kind: file: expected the path of a file",
    });
  }
  const keptIn = typeof path === "string" ? path : "a file";
  const message = `kept in ${keptIn}, because storage.kind is file; remove it here and use the API, or set storage.kind to config`;
  for (const list of [["topology", "shards"], ["tenants"]]) {
    if (itemsOf(valueAt(document, ...list)).length > 0) findings.push({ path: list, message, at: "key" });
  }
  return findings;
}
