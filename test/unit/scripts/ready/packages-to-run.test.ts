import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = join(__dirname, "..", "..", "..", "..");
const MODULE = pathToFileURL(join(ROOT, "scripts", "ready", "packages-to-run.mjs")).href;

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface Part {
  readonly manifest: Pick<Manifest, "dependencies">;
  readonly lock: Lock;
}

/** What `npm start` installs, by the top of each tree, as a person who starts it first would ask for them. */
const STARTED_WITH = {
  "what listens and answers": ["express", "express-rate-limit", "negotiator"],
  "what is exported": ["prom-client"],
  "what is read": ["commander", "fastest-levenshtein", "lossless-json", "markdown-it", "yaml", "zod"],
  "what is kept and written": ["fs-native-extensions", "lru.min", "pino"],
  "who may do what, and where data goes": ["@node-rs/bcrypt", "@noble/hashes"],
  "what compiles the sources": ["typescript"],
};

/** With all that those need; each package costs everyone a part of the first look. */
const MOST_PACKAGES = 110;

function partOf(manifest: Manifest, lock: Lock): Part {
  const script = `import { readFileSync } from "node:fs";
    import { packagesToRun } from "${MODULE}";
    console.log(JSON.stringify(packagesToRun(...JSON.parse(readFileSync(0, "utf8")))));`;
  const args = ["--input-type=module", "--eval", script];
  const printed = execFileSync(process.execPath, args, {
    encoding: "utf8",
    input: JSON.stringify([manifest, lock]),
  });
  return JSON.parse(printed) as Part;
}

describe("The packages that npm start installs", () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), "utf8"));
  const whole = read("package-lock.json") as Lock;
  const { manifest, lock } = partOf(read("package.json") as Manifest, whole);
  const paths = Object.keys(lock.packages).filter((path) => path !== "");

  test("are these, and what they need", () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual(Object.values(STARTED_WITH).flat().sort());
  });

  test(`are ${MOST_PACKAGES} at most on any platform, of the many that testing takes`, () => {
    const required = paths.filter((path) => lock.packages[path]?.optional !== true);

    expect(required.length).toBeLessThanOrEqual(MOST_PACKAGES);
    expect(required.length).toBeLessThan(Object.keys(whole.packages).length / 5);
  });

  test.each([
    "@grafana/",
    "@nats-io/",
    "@types/",
    "axe-core",
    "eslint",
    "jest",
    "playwright-core",
    "ts-node",
  ])("have nothing of %s", (name) => {
    expect(paths.filter((path) => path.includes(`node_modules/${name}`))).toEqual([]);
  });

  test("are the same to the byte as in the whole installation, in the same places", () => {
    const different = paths.filter((path) => {
      const [ours, theirs] = [lock.packages[path], whole.packages[path]];
      return ours?.version !== theirs?.version || ours?.integrity !== theirs?.integrity || !ours?.integrity;
    });

    expect(different).toEqual([]);
  });

  test("find all they need among themselves", () => {
    const names = new Set(paths.map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)));
    const missing = Object.values(lock.packages).flatMap(({ dependencies = {} }) =>
      Object.keys(dependencies).filter((name) => !names.has(name)),
    );

    expect(missing).toEqual([]);
  });
});

describe("The part of a lock file that is taken to run", () => {
  const MANIFEST: Manifest = {
    dependencies: { "@types/outer": "1.0.0", outer: "1.0.0" },
    devDependencies: { typescript: "6.0.0", tester: "1.0.0" },
  };
  const PACKAGES: Lock["packages"] = {
    "": {},
    "node_modules/@types/outer": { version: "1.0.0" },
    "node_modules/outer": { version: "1.0.0", dependencies: { inner: "^1.0.0", "@types/inner": "1.0.0" } },
    "node_modules/outer/node_modules/inner": { version: "1.5.0", dependencies: { shared: "*" } },
    "node_modules/inner": { version: "2.0.0", dev: true },
    "node_modules/shared": { version: "3.0.0", dependencies: { outer: "*" } },
    "node_modules/tester": { version: "1.0.0", dev: true, dependencies: { inner: "*" } },
    "node_modules/typescript": { version: "6.0.0", dev: true },
  };
  const { lock } = partOf(MANIFEST, { packages: PACKAGES });

  test("takes of two versions the one that a package finds first, and goes round no circle", () => {
    expect(Object.keys(lock.packages)).toEqual([
      "",
      "node_modules/outer",
      "node_modules/outer/node_modules/inner",
      "node_modules/shared",
      "node_modules/typescript",
    ]);
  });

  test("has the compiler as no development package, so that NODE_ENV=production does not leave it out", () => {
    expect(lock.packages["node_modules/typescript"]?.dev).toBe(false);
  });

  test("lets no package miss the types that are left out", () => {
    expect(lock.packages["node_modules/outer"]?.dependencies).toEqual({ inner: "^1.0.0" });
  });
});
