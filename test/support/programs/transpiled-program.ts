import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

const ROOT = resolve(__dirname, "../../..");

/** The whole program without its types, in a folder of its own, for tests that cannot wait for a compiler. */
export class TranspiledProgram {
  readonly folder = mkdtempSync(join(tmpdir(), "transpiled-program-"));
  /** For Node to run. */
  readonly main = join(this.folder, "dist", "main.js");

  constructor() {
    const source = join(ROOT, "src");
    const names = readdirSync(source, { recursive: true, encoding: "utf8" });
    for (const name of names.filter((each) => each.endsWith(".ts"))) {
      const { outputText } = transpileModule(readFileSync(join(source, name), "utf8"), {
        compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
      });
      const outFile = join(this.folder, "dist", name.replace(/\.ts$/, ".js"));
      mkdirSync(dirname(outFile), { recursive: true });
      writeFileSync(outFile, outputText);
    }
    cpSync(join(ROOT, "package.json"), join(this.folder, "package.json"));
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Writes a file beside the program, and returns where. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
