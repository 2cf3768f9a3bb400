import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const FOLDER = join(__dirname, "corpus");

/** An input that is kept in the repository. */
export interface CorpusEntry {
  /** The file's name: what the input is about, or a part of its hash when a run found it. */
  readonly name: string;
  readonly input: Uint8Array;
}

/** What is kept for a target, by name; nothing for a new one. */
export function readCorpus(target: string): readonly CorpusEntry[] {
  const folder = join(FOLDER, target);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, input: readFileSync(join(folder, name)) }));
}

/** Keeps an input under its hash, once. Returns the file's path as somebody at the project's root would type it. */
export function keepInput(target: string, input: Uint8Array): string {
  const folder = join(FOLDER, target);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, createHash("sha256").update(input).digest("hex").slice(0, 12));
  writeFileSync(path, input);
  return relative(process.cwd(), path);
}
