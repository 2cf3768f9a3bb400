import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { rulesYaml } from "../../../src/bundle/alerts/rules-yaml";
import { bundleOptions } from "../../../src/bundle/options/options";

/** The rules of the bundle in a file of its own, evaluated every second: panels read what they record. */
export class FastRules {
  readonly #folder = mkdtempSync(join(tmpdir(), "fast-rules-"));
  /** Where the file is. */
  readonly path = join(this.#folder, "tidaldb.rules.yml");

  constructor() {
    writeFileSync(this.path, rulesYaml(bundleOptions({ evaluationIntervalMs: 1000 })));
  }

  /** Removes the file. */
  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
