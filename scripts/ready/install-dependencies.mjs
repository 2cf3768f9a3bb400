import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { packagesToRun } from "./packages-to-run.mjs";

/** npm writes down in node_modules what it installed, and only after it is done: an interrupted installation has none. */
const INSTALLED = ".package-lock.json";

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The packages in node_modules by their path; undefined when there are none, or an installation was interrupted. */
function presentPackages(root) {
  try {
    return readJson(join(root, "node_modules", INSTALLED)).packages;
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isSamePackage(wanted, present) {
  return (
    present !== undefined && present.version === wanted.version && present.integrity === wanted.integrity
  );
}

/** Whether node_modules holds what a lock file names. Packages for other platforms are optional and may be missing. */
function holds(present, { packages }) {
  return Object.entries(packages).every(
    ([path, entry]) =>
      path === "" || isSamePackage(entry, present[path]) || (entry.optional && !(path in present)),
  );
}

/** The npm that runs us, where one does: another one on the PATH may be of another version, or there may be none. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running))
    return { file: process.execPath, leading: [running], shell: false };
  return { file: "npm", leading: [], shell: process.platform === "win32" };
}

/** No package needs its install scripts, so none may run any. Returns what went wrong, or undefined. */
function npmCi(folder) {
  const { file, leading, shell } = npmCommand();
  const arguments_ = [...leading, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  // Standard output belongs to the program that runs afterwards: it may be asked for JSON.
  const { status, error } = spawnSync(file, arguments_, { cwd: folder, shell, stdio: ["ignore", 2, 2] });
  if (status === 0) return undefined;
  const detail = error ? `: ${error.message}` : "";
  return `npm ci failed${detail}. Its own words stand above; with a network, \`npm ci --ignore-scripts\` alone shows them again.`;
}

/**
 * Lets npm install a part of the project as a project of its own inside node_modules, and moves the packages to where
 * they belong. What npm wrote down comes last: until it is there, nothing counts as installed.
 */
function installPart(root, { manifest, lock }) {
  const target = join(root, "node_modules");
  const staging = join(target, ".installing");
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(target)) rmSync(join(target, name), { recursive: true });
  mkdirSync(staging);
  writeFileSync(join(staging, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(staging, "package-lock.json"), JSON.stringify(lock));
  // Where packages are fetched from, if it is said for this checkout alone.
  const settings = join(root, ".npmrc");
  if (existsSync(settings)) copyFileSync(settings, join(staging, ".npmrc"));
  const problem = npmCi(staging);
  if (problem) return problem;
  const packages = join(staging, "node_modules");
  const names = readdirSync(packages).filter((name) => name !== INSTALLED);
  for (const name of [...names, INSTALLED]) renameSync(join(packages, name), join(target, name));
  rmSync(staging, { recursive: true });
  return undefined;
}

/**
 * Installs what package-lock.json names when node_modules holds something else. The development packages come along,
 * whatever NODE_ENV says: the compiler and the tests are among them. Returns what went wrong, or undefined.
 *
 * @param scope - "all", or "to run" for what compiling and running the program takes. What lies there beyond that stays
 * there, and is brought up to date together with it.
 */
export function installDependencies(root, scope) {
  try {
    const whole = readJson(join(root, "package-lock.json"));
    const part = scope === "to run" ? packagesToRun(readJson(join(root, "package.json")), whole) : undefined;
    const present = presentPackages(root) ?? {};
    const isSurplus = (path) => !part && !(path in whole.packages);
    if (holds(present, part?.lock ?? whole) && !Object.keys(present).some(isSurplus)) return undefined;
    // Where development packages are, somebody works on the project, and npm must not take them away.
    const all = !part || Object.values(present).some(({ dev }) => dev);
    console.error(`Installing ${all ? "the dependencies" : "what it takes to run"} (npm ci) ...`);
    return all ? npmCi(root) : installPart(root, part);
  } catch (error) {
    return `The dependencies cannot be installed into ${join(root, "node_modules")}: ${error.message}`;
  }
}
