import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The checkout that this was compiled in: the nearest folder above with a package.json of its own sources. */
export const PROJECT_FOLDER = findProjectFolder(__dirname);

function findProjectFolder(folder: string): string {
  if (existsSync(join(folder, "tsconfig.bench.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no checkout of the project above ${__dirname}`);
  return findProjectFolder(parent);
}
