import type { z } from "zod";
import type { ConfigFinding } from "../strict-yaml/config-problem";
/** The section `storage`. All that the configuration knows of the kinds of stores is in this file. */
export declare const storageSchema: z.ZodPreprocess<z.ZodObject<{
    readonly kind: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<"config" | "file">>;
    readonly path: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
}, z.core.$strict>, unknown>;
/** Where the topology and the tenants are kept. A file's path is absolute. */
export type StorageConfig = {
    readonly kind: "config";
} | {
    readonly kind: "file";
    readonly path: string;
};
/** @throws Error when `storageFindings` would have found something. */
export declare function toStorage({ kind, path }: z.output<typeof storageSchema>, folder: string): StorageConfig;
/** A storage as a sentence names it. */
export declare function storageText(storage: StorageConfig): string;
/** What contradicts itself about the storage, in a document as it was read. */
export declare function storageFindings(document: unknown): readonly ConfigFinding[];
