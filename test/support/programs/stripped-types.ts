import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");

// eslint-disable-next-line @typescript-eslint/no-require-imports -- shared with jest's transformer, which is a CommonJS module
const stripper = require(join(ROOT, "scripts", "strip-types.cjs")) as {
  readonly stripTypes: (text: string, path: string) => { readonly code: string };
};

/** The sources in a folder of this repository and below it, as paths from the repository. Tests are left out. */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("test/"))
    .map((name) => join(folder, name));
}

/** Writes what Node can run of a source, a path from the repository, to `outFile`. What was stripped once is kept. */
export function stripTypes(source: string, outFile: string): void {
  const path = join(ROOT, source);
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, stripper.stripTypes(readFileSync(path, "utf8"), path).code);
}
