import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

import type { FuzzTarget } from "./fuzz-target";

const FOLDER = join(__dirname, "targets");

/** The names of everything that is fuzzed: a file in `targets/` each. */
export const FUZZ_TARGET_NAMES: readonly string[] = readdirSync(FOLDER)
  .map((file) => basename(file, ".ts"))
  .sort();

/** Loads one target and nothing else: whoever tries one parser need not wait until a whole exporter has been compiled. */
export function loadFuzzTarget(name: string): FuzzTarget {
  const load = createRequire(__filename);
  const { target } = load(join(FOLDER, name)) as { readonly target: FuzzTarget };
  if (target.name !== name)
    throw new Error(`targets/${name}.ts: expected the target ${name}, got ${target.name}`);
  return target;
}
