/**
 * Compiles truth/ with the sources that it judges, and becomes its program. Types are checked by `npm run typecheck`, not here.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const { status } = spawnSync(process.execPath, [compiler, "--project", "tsconfig.truth.json"], {
  cwd: root,
  stdio: ["ignore", 2, 2],
});

if (status === 0) {
  const compiled = join(root, "node_modules", ".cache", "truth", "truth", "main.js");
  process.argv.splice(1, 1, compiled);
  await import(pathToFileURL(compiled).href);
} else {
  console.error("The compiler refused truth/. Its findings stand above.");
  process.exitCode = 1;
}
