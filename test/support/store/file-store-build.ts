import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

const ROOT = resolve(__dirname, "../../..");
const WRITER = "test/support/store/file-store-writer";

/**
 * Strips the types from the writer and from all it may import, so that a child is plain node and starts in a tenth of a
 * second: a test that kills hundreds of children cannot afford a compiler in each.
 *
 * @param outDirectory - an empty directory of the caller's.
 * @returns the program that a `WriterProcess` runs.
 */
export function buildWriter(outDirectory: string): string {
  const sources = ["src/domain", "src/wire", "src/store"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  for (const source of [...sources, "test/support/store/file-store-generation.ts", `${WRITER}.ts`]) {
    const { outputText } = transpileModule(readFileSync(join(ROOT, source), "utf8"), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
    });
    const outFile = join(outDirectory, source.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(outFile), { recursive: true });
    writeFileSync(outFile, outputText);
  }
  return join(outDirectory, `${WRITER}.js`);
}
