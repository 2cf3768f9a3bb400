import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The packages that a lock file names, by their path, without the project itself; undefined when there is no file. */
function lockedPackages(path) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
  const { packages } = JSON.parse(text);
  delete packages[""];
  return packages;
}

function isSamePackage(wanted, present) {
  return (
    present !== undefined && present.version === wanted.version && present.integrity === wanted.integrity
  );
}

/**
 * Whether node_modules holds what package-lock.json names. npm writes down what it installed only after it is done, so
 * an installation that was interrupted counts as none. Packages for other platforms are optional and may be missing.
 */
export function isInstalled(root) {
  const present = lockedPackages(join(root, "node_modules", ".package-lock.json"));
  if (present === undefined) return false;
  const wanted = lockedPackages(join(root, "package-lock.json"));
  return (
    Object.entries(wanted).every(
      ([path, entry]) => isSamePackage(entry, present[path]) || (entry.optional && !(path in present)),
    ) && Object.keys(present).every((path) => path in wanted)
  );
}

/** The npm that runs us, where one does: another one on the PATH may be of another version, or there may be none. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running))
    return { file: process.execPath, leading: [running], shell: false };
  return { file: "npm", leading: [], shell: process.platform === "win32" };
}

/**
 * Installs what package-lock.json names when node_modules holds something else. The development packages always come
 * along, whatever NODE_ENV says: the compiler and the tests are among them. No package needs its install scripts, so none
 * may run any. Returns what went wrong, or undefined.
 */
export function installDependencies(root) {
  if (isInstalled(root)) return undefined;
  console.error("Installing the dependencies (npm ci) ...");
  const { file, leading, shell } = npmCommand();
  const arguments_ = [...leading, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  // Standard output belongs to the program that runs afterwards: it may be asked for JSON.
  const { status, error } = spawnSync(file, arguments_, { cwd: root, shell, stdio: ["ignore", 2, 2] });
  if (status === 0) return undefined;
  const detail = error ? `: ${error.message}` : "";
  return `npm ci failed${detail}. Its own words stand above; with a network, \`npm ci --ignore-scripts\` alone shows them again.`;
}
