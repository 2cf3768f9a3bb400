/**
 * Runs every scripts/generate-*.ts, each of which writes files that are made from the sources. With --check it also
 * fails when that changed anything: somebody changed a source, or the file itself, and did not regenerate.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NOT_OURS = new Set(["node_modules", "dist", "coverage", ".git"]);

/** Every file of the project with a hash of its content. */
function fingerprints(folder, found = new Map()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) fingerprints(path, found);
    else if (entry.isFile()) found.set(path, createHash("sha256").update(readFileSync(path)).digest("hex"));
  }
  return found;
}

/** The files that differ, or are only in one of the two, by their path below the project. */
function changes(before, after) {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => relative(root, path))
    .sort();
}

function runGenerators() {
  const generators = readdirSync(join(root, "scripts")).filter((name) => /^generate-.+\.ts$/.test(name));
  for (const name of generators.sort()) {
    const tsNode = ["--require", "ts-node/register/transpile-only", join(root, "scripts", name)];
    const { status } = spawnSync(process.execPath, tsNode, { cwd: root, stdio: "inherit" });
    if (status !== 0) throw new Error(`scripts/${name} failed; what it said stands above`);
  }
}

const before = fingerprints(root);
runGenerators();
const changed = changes(before, fingerprints(root));
if (process.argv.includes("--check") && changed.length > 0) {
  console.error(
    "Generated files were not those that the sources make. They are now; look at them and commit them:",
  );
  for (const path of changed) console.error(`  ${path}`);
  process.exitCode = 1;
}
