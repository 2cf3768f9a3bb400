import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const RULES = join(ROOT, ".dependency-cruiser.cjs");
const CRUISER = join(ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");

interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

interface CruiseResult {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
  };
}

/** Every import below `folder`/src that a rule forbids. */
function violationsIn(folder: string): {
  readonly fileCount: number;
  readonly violations: readonly Violation[];
} {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISER, "src", "--config", RULES, "--output-type", "json"],
    { cwd: folder, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (stdout === "") throw new Error(`dependency-cruiser said nothing on standard output, but: ${stderr}`);
  const { summary } = JSON.parse(stdout) as CruiseResult;
  return {
    fileCount: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/** A source tree in which each file below breaks one rule, for every rule and for every side of it. */
const FORBIDDEN_IMPORTS: readonly (readonly [rule: string, from: string, imported: string])[] = [
  ["domain-stands-alone", "domain/leans-on-wire.ts", "../wire/target"],
  ["domain-stands-alone", "domain/leans-on-metrics.ts", "../metrics/target"],
  ["domain-and-metrics-know-no-platform", "domain/reads-files.ts", "node:fs"],
  ["domain-and-metrics-know-no-platform", "metrics/takes-time.ts", "node:perf_hooks"],
  ["wire-and-metrics-know-only-the-domain", "wire/leans-on-metrics.ts", "../metrics/target"],
  ["wire-and-metrics-know-only-the-domain", "metrics/leans-on-wire.ts", "../wire/target"],
  ["wire-and-metrics-know-only-the-domain", "wire/leans-on-config.ts", "../config/target"],
  ["edges-do-not-know-each-other", "store/leans-on-http.ts", "../http/target"],
  ["edges-do-not-know-each-other", "http/leans-on-store.ts", "../store/target"],
  ["edges-do-not-know-each-other", "bundle/leans-on-config.ts", "../config/target"],
  ["edges-do-not-know-each-other", "config/leans-on-bundle.ts", "../bundle/target"],
  ["edges-do-not-know-each-other", "http/leans-on-app.ts", "../app/target"],
  ["reference-cluster-is-a-program-of-its-own", "reference-cluster/leans-on-metrics.ts", "../metrics/target"],
  ["reference-cluster-is-a-program-of-its-own", "reference-cluster/leans-on-domain.ts", "../domain/target"],
  ["process-stands-alone", "process/leans-on-app.ts", "../app/target"],
  [
    "reference-cluster-is-nobodys-library",
    "cli/leans-on-reference-cluster.ts",
    "../reference-cluster/target",
  ],
  ["cli-goes-through-app", "cli/leans-on-http.ts", "../http/target"],
  ["only-cli-and-index-import-app", "store/leans-on-app.ts", "../app/target"],
  ["only-main-imports-cli", "app/leans-on-cli.ts", "../cli/target"],
  ["nobody-imports-the-entry-points", "app/leans-on-main.ts", "../main"],
  ["nobody-imports-the-entry-points", "app/leans-on-index.ts", "../index"],
  ["express-only-in-http", "app/names-express.ts", "express"],
  ["prom-client-only-in-metrics", "http/names-prom-client.ts", "prom-client"],
  ["yaml-only-in-config-and-bundle", "app/names-yaml.ts", "yaml"],
  ["nats-only-in-its-store", "store/names-nats.ts", "@nats-io/transport-node"],
  ["no-import-cycle", "app/circular.ts", "./turns-back"],
  ["sources-need-no-tests-or-scripts", "app/leans-on-tests.ts", "../../test/target"],
  ["sources-need-no-development-packages", "app/names-a-development-package.ts", "typescript"],
  ["every-import-is-found", "app/names-nothing.ts", "./no-such-file"],
];

/** Imports that look alike and are in order: each rule must know where to stop. */
const ALLOWED_IMPORTS: readonly (readonly [from: string, imported: string])[] = [
  ["wire/builds-on-domain.ts", "../domain/target"],
  ["metrics/builds-on-domain.ts", "../domain/target"],
  ["metrics/names-prom-client.ts", "prom-client"],
  ["http/builds-on-metrics.ts", "../metrics/target"],
  ["http/names-express.ts", "express"],
  ["http/builds-on-itself.ts", "./target"],
  ["store/file/builds-on-its-port.ts", "../target"],
  ["store/nats/names-nats.ts", "@nats-io/transport-node"],
  ["config/names-yaml.ts", "yaml"],
  ["bundle/names-yaml.ts", "yaml"],
  ["reference-cluster/shares-ids.ts", "../domain/ids"],
  ["reference-cluster/shares-wire.ts", "../wire/target"],
  ["reference-cluster/shares-process.ts", "../process/target"],
  ["app/builds-on-http.ts", "../http/target"],
  ["app/builds-on-reference-cluster.ts", "../reference-cluster/target"],
  ["cli/builds-on-app.ts", "../app/target"],
];

function writeSource(folder: string, path: string, imported: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(
    join(folder, path),
    `import * as imported from "${imported}";\nexport const seen = imported;\n`,
  );
}

/** Something to import in every folder, and the packages that the cases name. */
function writeTargets(folder: string): void {
  const folders = [
    "domain",
    "wire",
    "metrics",
    "store",
    "http",
    "bundle",
    "config",
    "reference-cluster",
    "process",
    "app",
    "cli",
  ];
  const targets = folders.map((name) => `src/${name}/target.ts`);
  for (const path of [
    ...targets,
    "src/domain/terms/ids.ts",
    "src/main.ts",
    "src/index.ts",
    "test/target.ts",
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "export const target = 1;\n");
  }
  writeSource(folder, "src/app/turns-back.ts", "./circular");
  const dependencies = { express: "*", "prom-client": "*", yaml: "*", "@nats-io/transport-node": "*" };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "rules", dependencies, devDependencies: { typescript: "*" } }),
  );
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["express", "prom-client", "yaml", "typescript"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  }
  const nats = join(folder, "node_modules", "@nats-io", "transport-node");
  mkdirSync(nats, { recursive: true });
  writeFileSync(join(nats, "package.json"), '{ "name": "@nats-io/transport-node", "version": "1.0.0" }\n');
  writeFileSync(join(nats, "index.js"), "exports.connect = undefined;\n");
}

describe("Who may import whom", () => {
  const folder = mkdtempSync(join(tmpdir(), "dependency-rules-"));
  let found: readonly Violation[] = [];

  beforeAll(() => {
    writeTargets(folder);
    for (const [, from, imported] of FORBIDDEN_IMPORTS) writeSource(folder, join("src", from), imported);
    for (const [from, imported] of ALLOWED_IMPORTS) writeSource(folder, join("src", from), imported);
    found = violationsIn(folder).violations;
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("holds for every file of the sources", () => {
    const { fileCount, violations } = violationsIn(ROOT);

    expect(fileCount).toBeGreaterThan(50);
    expect(violations.map(({ rule, from, to }) => `${from} imports ${to}, against ${rule}`)).toEqual([]);
  });

  test.each(FORBIDDEN_IMPORTS)("%s refuses that %s imports %s", (rule, from) => {
    expect(
      found.filter((violation) => violation.from === `src/${from}`).map((violation) => violation.rule),
    ).toContain(rule);
  });

  test.each(ALLOWED_IMPORTS)("lets %s import %s", (from) => {
    expect(found.filter((violation) => violation.from === `src/${from}`)).toEqual([]);
  });

  test("has no rule that nothing here proves able to fail", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the rules are a CommonJS module of another tool
    const { forbidden } = require(RULES) as { forbidden: readonly { name: string }[] };

    expect(new Set(FORBIDDEN_IMPORTS.map(([rule]) => rule))).toEqual(
      new Set(forbidden.map(({ name }) => name)),
    );
  });
});
