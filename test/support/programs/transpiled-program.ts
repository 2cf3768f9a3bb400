import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

import { sourcesIn, stripTypes } from "./stripped-types";

const ROOT = resolve(__dirname, "../../..");

/** The whole program, and the reference cluster that its demo starts, without their types, in a folder of its own, for tests that cannot wait for a compiler. */
export class TranspiledProgram {
  readonly folder = mkdtempSync(join(tmpdir(), "transpiled-program-"));
  /** For Node to run; the library is `index.js` beside it, the reference cluster in a folder of its own. */
  readonly main = join(this.folder, "dist", "main.js");

  constructor() {
    for (const source of sourcesIn("src")) stripTypes(source, this.#outFile(relative("src", source)));
    for (const source of sourcesIn("reference-cluster")) stripTypes(source, this.#outFile(source));
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

  #outFile(source: string): string {
    return join(this.folder, "dist", source.replace(/\.ts$/, ".js"));
  }
}
