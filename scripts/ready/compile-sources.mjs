import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
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

/** For a program that is run and not built upon, no types are checked, none are written, and no package's are read. */
const ONLY_TO_RUN = "--noCheck --noResolve --types null --declaration false --stripInternal false".split(" ");

/** Said after the hash by the stamp of a dist that has no declarations. */
const WITHOUT_DECLARATIONS = " without declarations";

/** Whether the compiler took the sources; what it said went to standard error. */
async function compile(root, { settings }, flags) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const child = spawn(process.execPath, [compiler, "--project", settings, ...flags], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  const [status] = await once(child, "close");
  return status === 0;
}

async function compileAll(root, onlyToRun) {
  // Without types, neither has to wait for what the other one declares.
  if (onlyToRun) {
    const taken = await Promise.all(PROJECTS.map((project) => compile(root, project, ONLY_TO_RUN)));
    return !taken.includes(false);
  }
  for (const project of PROJECTS) if (!(await compile(root, project, []))) return false;
  return true;
}

/**
 * Compiles the sources into dist unless dist was made from these very sources. dist is emptied first, so that no output of a
 * source that is gone survives, and stamped last, so that a compilation that failed or was interrupted runs again.
 * Resolves to what went wrong, or undefined.
 *
 * @param scope - "all", or "to run" for code alone, the same to the byte, which takes a third of the time.
 */
export async function compileSources(root, scope) {
  const dist = join(root, "dist");
  const stamp = join(dist, ".built-from");
  const inputs = hashOfInputs(root);
  const made = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  const onlyToRun = scope === "to run";
  if (made === inputs || (onlyToRun && made === inputs + WITHOUT_DECLARATIONS)) {
    noteRevision(root);
    return undefined;
  }

  console.error("Compiling into dist ...");
  rmSync(dist, { recursive: true, force: true });
  try {
    if (!(await compileAll(root, onlyToRun)))
      return "The compiler refused the sources. Its findings stand above.";
  } catch (error) {
    return `The compiler cannot be started: ${error.message}`;
  }
  noteRevision(root);
  writeFileSync(stamp, onlyToRun ? inputs + WITHOUT_DECLARATIONS : inputs);
  return undefined;
}
