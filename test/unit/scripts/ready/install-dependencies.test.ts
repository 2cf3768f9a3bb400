import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { someTests } from "../../../support/property-runs";

const ROOT = join(__dirname, "..", "..", "..", "..");
const MODULE = pathToFileURL(join(ROOT, "scripts", "ready", "install-dependencies.mjs")).href;

const MANIFEST = {
  dependencies: { library: "1.0.0" },
  devDependencies: { tester: "1.0.0", typescript: "6.0.0" },
};

const LOCK = {
  lockfileVersion: 3,
  packages: {
    "": MANIFEST,
    "node_modules/library": {
      version: "1.0.0",
      integrity: "sha512-library",
      optionalDependencies: { native: "1.0.0" },
    },
    "node_modules/native": { version: "1.0.0", integrity: "sha512-native", optional: true },
    "node_modules/tester": { version: "1.0.0", integrity: "sha512-tester", dev: true },
    "node_modules/typescript": { version: "6.0.0", integrity: "sha512-typescript", dev: true },
  },
};

/**
 * Does what `npm ci` does, as far as it is seen from here: empties node_modules, puts there what the lock file names but for
 * other platforms, and writes that down last. NPM_DIES_AFTER packages it is killed.
 */
const NPM = `
const { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
if (process.argv[2] !== "ci" || !process.argv.includes("--ignore-scripts")) process.exit(2);
if (existsSync("node_modules")) for (const name of readdirSync("node_modules")) rmSync(join("node_modules", name), { recursive: true });
const { packages: { "": project, ...packages } } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const wanted = Object.entries(packages).filter(([, { optional }]) => !optional);
appendFileSync(process.env.NPM_LOG, JSON.stringify({ settings: readFileSync(".npmrc", "utf8"), packages: wanted.length }) + "\\n");
let left = Number(process.env.NPM_DIES_AFTER ?? Infinity);
for (const [path, { version }] of wanted) {
  if (left-- <= 0) process.exit(1);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "package.json"), JSON.stringify({ version }));
}
writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: Object.fromEntries(wanted) }));
`;

describe("Installing what is missing", () => {
  let folder: string;
  let checkout: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "install dependencies "));
    checkout = join(folder, "check out");
    mkdirSync(checkout);
    writeFileSync(join(folder, "npm-cli.js"), NPM);
    file("package.json", MANIFEST);
    file("package-lock.json", LOCK);
    writeFileSync(join(checkout, ".npmrc"), "save-exact=true\n");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function file(name: string, content: object): void {
    mkdirSync(dirname(join(checkout, name)), { recursive: true });
    writeFileSync(join(checkout, name), JSON.stringify(content));
  }

  /** The problem that it found, and what it said. */
  function install(scope: "all" | "to run", environment: Readonly<Record<string, string>> = {}): string {
    const script = `import { installDependencies } from "${MODULE}";
      console.error(installDependencies(process.argv[1], process.argv[2]) ?? "");`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", script, checkout, scope],
      {
        encoding: "utf8",
        env: {
          ...process.env,
          ...environment,
          npm_execpath: join(folder, "npm-cli.js"),
          NPM_LOG: join(folder, "calls"),
        },
      },
    );
    expect(stdout).toBe("");
    return stderr.trim();
  }

  /** How many packages npm was asked for at each of its calls. */
  function calls(): readonly number[] {
    const log = join(folder, "calls");
    const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    return lines.map((line) => {
      const { settings, packages } = JSON.parse(line) as { settings: string; packages: number };
      expect(settings).toBe("save-exact=true\n");
      return packages;
    });
  }

  function installed(): readonly string[] {
    return readdirSync(join(checkout, "node_modules"))
      .filter((name) => name !== ".package-lock.json")
      .sort();
  }

  someTests(2, [
    [
      "installs to run what running takes, and nothing a second time",
      () => {
        expect(install("to run")).toBe("Installing what it takes to run (npm ci) ...");
        expect(installed()).toEqual(["library", "typescript"]);

        expect(install("to run")).toBe("");
        expect(calls()).toEqual([2]);
      },
    ],
    [
      "completes for the tests what was installed to run",
      () => {
        install("to run");

        expect(install("all")).toBe("Installing the dependencies (npm ci) ...");
        expect(installed()).toEqual(["library", "tester", "typescript"]);
        expect(install("all")).toBe("");
        expect(calls()).toEqual([2, 3]);
      },
    ],
    [
      "takes nothing away that the tests need, and installs nothing, when the program is run after them",
      () => {
        install("all");

        expect(install("to run")).toBe("");
        expect(installed()).toEqual(["library", "tester", "typescript"]);
      },
    ],
    [
      "brings everything up to date to run where everything was installed, when a package it takes to run has changed",
      () => {
        install("all");
        const library = { version: "1.0.1", integrity: "sha512-newer" };
        file("package-lock.json", {
          ...LOCK,
          packages: { ...LOCK.packages, "node_modules/library": library },
        });

        expect(install("to run")).toBe("Installing the dependencies (npm ci) ...");
        expect(installed()).toEqual(["library", "tester", "typescript"]);
      },
    ],
    [
      "runs with development packages of another version, which it does not need",
      () => {
        install("all");
        const tester = { version: "2.0.0", integrity: "sha512-newer", dev: true };
        file("package-lock.json", { ...LOCK, packages: { ...LOCK.packages, "node_modules/tester": tester } });

        expect(install("to run")).toBe("");
        expect(install("all")).toBe("Installing the dependencies (npm ci) ...");
      },
    ],
    [
      "removes for the tests a package that is not named any more",
      () => {
        install("all");
        const packages = Object.entries(LOCK.packages).filter(([path]) => path !== "node_modules/tester");
        file("package-lock.json", { ...LOCK, packages: Object.fromEntries(packages) });

        expect(install("all")).toBe("Installing the dependencies (npm ci) ...");
        expect(installed()).toEqual(["library", "typescript"]);
      },
    ],
  ]);

  test.each(["all", "to run"] as const)(
    "begins again (%s) after an installation that was interrupted",
    (scope) => {
      expect(install(scope, { NPM_DIES_AFTER: "1" })).toContain("npm ci failed. Its own words stand above");

      expect(install(scope)).toMatch(/^Installing /);
      expect(installed()).toEqual(
        scope === "all" ? ["library", "tester", "typescript"] : ["library", "typescript"],
      );
      expect(install(scope)).toBe("");
    },
  );

  test("begins again when it was interrupted while packages were moved to their places", () => {
    install("to run");
    rmSync(join(checkout, "node_modules", ".package-lock.json"));
    file("node_modules/.installing/node_modules/typescript/package.json", { version: "6.0.0" });

    install("to run");

    expect(installed()).toEqual(["library", "typescript"]);
  });

  test("says in a sentence that it cannot write where the packages belong", () => {
    writeFileSync(join(checkout, "node_modules"), "a file");

    expect(install("to run")).toMatch(
      /The dependencies cannot be installed into .*node_modules: E(NOTDIR|EXIST)/,
    );
  });
});
