import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule, version } from "typescript";

const ROOT = resolve(__dirname, "../../..");
const CACHE = join(ROOT, "node_modules", ".cache", "stripped-types");
const COMPILER_OPTIONS = {
  module: ModuleKind.CommonJS,
  target: ScriptTarget.ES2022,
  esModuleInterop: true,
};

/** The sources in a folder of this repository and below it, as paths from the repository. Tests are left out. */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("test/"))
    .map((name) => join(folder, name));
}

/** Writes what Node can run of a source, a path from the repository, to `outFile`. What was stripped once is kept. */
export function stripTypes(source: string, outFile: string): void {
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, strippedText(readFileSync(join(ROOT, source), "utf8")));
}

function strippedText(text: string): string {
  const key = createHash("sha256")
    .update(JSON.stringify([version, COMPILER_OPTIONS, text]))
    .digest("hex");
  const path = join(CACHE, `${key}.js`);
  try {
    return readFileSync(path, "utf8");
  } catch {
    const { outputText } = transpileModule(text, { compilerOptions: COMPILER_OPTIONS });
    mkdirSync(CACHE, { recursive: true });
    // Other test files look here at the same time: what they find is whole.
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, outputText);
    renameSync(draft, path);
    return outputText;
  }
}
