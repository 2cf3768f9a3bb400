/**
 * Compiles bench/ and becomes one of its programs:
 *
 *     node bench/run.mjs PROGRAM [ARGUMENT...]
 *
 * where PROGRAM is a file of this folder without its ending. Types are checked by `npm run typecheck`, not here.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [, , program = "main", ...programArguments] = process.argv;
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const { status } = spawnSync(process.execPath, [compiler, "--project", "tsconfig.bench.json"], {
  cwd: root,
  stdio: ["ignore", 2, 2],
});

if (status === 0) {
  const compiled = join(root, "node_modules", ".cache", "bench", "bench", `${program}.js`);
  process.argv.splice(1, process.argv.length, compiled, ...programArguments);
  await import(pathToFileURL(compiled).href);
} else {
  console.error("The compiler refused bench/. Its findings stand above.");
  process.exitCode = 1;
}
