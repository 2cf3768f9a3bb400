import { readFileSync } from "node:fs";
import { join } from "node:path";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const LOCK_FILE = join(__dirname, "..", "..", "package-lock.json");
const { packages } = JSON.parse(readFileSync(LOCK_FILE, "utf8")) as {
  packages: Readonly<Record<string, LockedPackage>>;
};
const entries = Object.entries(packages).filter(([path]) => path !== "");

describe("package-lock.json", () => {
  test("names a version and a hash for every package", () => {
    const incomplete = entries.filter(([, { version, integrity }]) => !version || !integrity);

    expect(incomplete.map(([path]) => path)).toEqual([]);
  });

  test("names no download address, so that every machine asks the registry that it is set up for", () => {
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  // npm install leaves out, without a word, what the registry did not have for a platform; npm ci then refuses the file.
  test("names the packages of every platform, not only of the one it was written on", () => {
    const locked = new Set(entries.map(([path]) => path.slice(path.lastIndexOf("node_modules/") + 13)));
    const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !locked.has(name))
        .map((name) => `${name} of ${path}`),
    );

    expect(missing).toEqual([]);
  });
});
