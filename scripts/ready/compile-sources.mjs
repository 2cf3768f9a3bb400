import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What decides the compiler's output besides the sources; package-lock.json stands for the compiler itself. */
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];

/** What is compiled, in this order: the reference cluster builds on the exporter's words. */
const PROJECTS = [
  { folder: "src", settings: "tsconfig.build.json" },
  { folder: "reference-cluster", settings: "reference-cluster/tsconfig.build.json" },
];

/** Names of the files below a folder, in an order that is the same on every machine. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** One hash over names and contents. Times are no evidence: a checkout of an older commit makes new files. */
function hashOfInputs(root) {
  const hash = createHash("sha256");
  const sources = PROJECTS.flatMap(({ folder }) => filesBelow(join(root, folder)));
  for (const path of [...SETTINGS.map((name) => join(root, name)), ...sources]) {
    const content = readFileSync(path);
    hash.update(`${path.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** Notes the commit beside the compiled code, which has no other way to know it; outside a checkout there is none. */
function noteRevision(root) {
  if (!existsSync(join(root, ".git"))) return;
  const { status, stdout } = spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  if (status === 0) writeFileSync(join(root, "dist", "REVISION"), stdout);
}

/**
 * Compiles the sources into dist unless dist was made from these very sources. dist is emptied first, so that no output of a
 * source that is gone survives, and stamped last, so that a compilation that failed or was interrupted runs again.
 * Returns what went wrong, or undefined.
 */
export function compileSources(root) {
  const dist = join(root, "dist");
  const stamp = join(dist, ".built-from");
  const inputs = hashOfInputs(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === inputs) {
    noteRevision(root);
    return undefined;
  }

  console.error("Compiling into dist ...");
  rmSync(dist, { recursive: true, force: true });
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  for (const { settings } of PROJECTS) {
    const { status, error } = spawnSync(process.execPath, [compiler, "--project", settings], {
      cwd: root,
      stdio: ["ignore", 2, 2],
    });
    if (status !== 0) {
      return `The compiler refused the sources${error ? `: ${error.message}` : ""}. Its findings stand above.`;
    }
  }
  noteRevision(root);
  writeFileSync(stamp, inputs);
  return undefined;
}
