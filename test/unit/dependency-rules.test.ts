import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

import { someRows } from "../support/property-runs";

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
    readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
  };
}

/** What `npm run deps:check` looks through. */
const CRUISED = ["src", "reference-cluster", "truth"];

/** Every import below these folders of `folder` that a rule forbids. */
function violationsIn(folder: string): readonly Violation[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISER, ...CRUISED, "--config", RULES, "--output-type", "json"],
    { cwd: folder, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (stdout === "") throw new Error(`dependency-cruiser said nothing on standard output, but: ${stderr}`);
  const { summary } = JSON.parse(stdout) as CruiseResult;
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

interface Room {
  readonly name: string;
  readonly imports: readonly string[];
  readonly manyFiles?: string;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- shared with the rules, which are a CommonJS module
const { ROOMS } = require(join(ROOT, "scripts", "docs", "rooms.cjs")) as { ROOMS: readonly Room[] };

/** Not a room of the sources: what Prometheus and Alertmanager do is written down beside them. */
const MODEL = "truth/prometheus/imports-the-exporter.ts";
const MODEL_RULE = "models-of-the-alerting-stack-know-no-exporter";

const NAMES = ROOMS.map(({ name }) => name);

/** The rooms from which every other room is imported: the program compares each violation with each, and all of them are thousands. */
const TRIED_ROOMS = someRows(ROOMS, 12);

const ruleOf = (room: string): string => `room-${room.replaceAll("/", "-")}`;

/** Whether an entry of a room's `imports` is about another room. */
const covers = (entry: string, other: string): boolean =>
  entry.endsWith("/*")
    ? other === entry.slice(0, -2) || other.startsWith(entry.slice(0, -1))
    : entry === other;

/** The rooms that a room may not import. */
const strangersOf = ({ name, imports }: Room): readonly string[] =>
  NAMES.filter((other) => other !== name && !imports.some((entry) => covers(entry, other)));

/** A source tree in which each file below breaks one rule, for every rule and for every side of it. Paths are below src/. */
const FORBIDDEN_IMPORTS: readonly (readonly [rule: string, from: string, imported: string])[] = [
  ["room-domain-terms", "domain/terms/leans-on-columns.ts", "../columns/target"],
  ["room-domain-terms", "domain/terms/leans-on-its-parent.ts", "../target"],
  ["room-domain", "domain/leans-on-wire.ts", "../wire/json/target"],
  ["room-domain-views", "domain/views/leans-on-metrics.ts", "../../metrics/target"],
  ["room-metrics", "metrics/leans-on-wire.ts", "../wire/json/target"],
  ["room-wire-json", "wire/json/leans-on-metrics.ts", "../../metrics/target"],
  ["room-wire-shapes", "wire/shapes/leans-on-config.ts", "../../config/target"],
  ["room-store", "store/leans-on-http.ts", "../http/routing/target"],
  ["room-store-file", "store/file/leans-on-metrics.ts", "../../metrics/target"],
  ["room-http", "http/leans-on-store.ts", "../store/target"],
  ["room-http-routes", "http/routes/leans-on-app.ts", "../../app/target"],
  ["room-config", "config/leans-on-wire.ts", "../wire/json/target"],
  ["room-config", "config/leans-on-metrics.ts", "../metrics/target"],
  ["room-web-config", "web-config/leans-on-config.ts", "../config/target"],
  ["room-bundle", "bundle/leans-on-config.ts", "../config/target"],
  ["room-cli", "cli/leans-on-http.ts", "../http/target"],
  ["domain-and-metrics-know-no-platform", "domain/reads-files.ts", "node:fs"],
  ["domain-and-metrics-know-no-platform", "metrics/takes-time.ts", "node:perf_hooks"],
  [
    "reference-cluster-is-a-program-of-its-own",
    "../reference-cluster/leans-on-metrics.ts",
    "../src/metrics/target",
  ],
  [
    "reference-cluster-is-a-program-of-its-own",
    "../reference-cluster/leans-on-domain.ts",
    "../src/domain/target",
  ],
  [
    "reference-cluster-is-nobodys-library",
    "app/demo/leans-on-reference-cluster.ts",
    "../../../reference-cluster/target",
  ],
  ["only-cli-and-index-import-app", "store/leans-on-app.ts", "../app/target"],
  ["only-main-imports-cli", "app/leans-on-cli.ts", "../cli/target"],
  ["nobody-imports-the-entry-points", "app/leans-on-main.ts", "../main"],
  ["nobody-imports-the-entry-points", "app/leans-on-index.ts", "../index"],
  ["express-only-in-http", "app/names-express.ts", "express"],
  ["prom-client-only-in-metrics", "http/names-prom-client.ts", "prom-client"],
  ["yaml-only-in-strict-yaml-and-bundle", "config/names-yaml.ts", "yaml"],
  ["nats-only-in-its-rooms", "store/names-nats.ts", "@nats-io/transport-node"],
  ["no-import-cycle", "app/circular.ts", "./turns-back"],
  ["sources-need-no-tests-or-scripts", "app/leans-on-tests.ts", "../../test/target"],
  ["sources-need-no-development-packages", "app/names-a-development-package.ts", "typescript"],
  ["every-import-is-found", "app/names-nothing.ts", "./no-such-file"],
];

/** Imports that look alike and are in order: each rule must know where to stop. */
const ALLOWED_IMPORTS: readonly (readonly [from: string, imported: string])[] = [
  ["domain/builds-on-its-rooms.ts", "./views/target"],
  ["wire/json/builds-on-domain.ts", "../../domain/terms/target"],
  ["metrics/builds-on-domain.ts", "../domain/terms/target"],
  ["metrics/names-prom-client.ts", "prom-client"],
  ["http/routes/builds-on-metrics.ts", "../../metrics/target"],
  ["http/server/tls/builds-on-its-room.ts", "../target"],
  ["http/names-express.ts", "express"],
  ["http/builds-on-itself.ts", "./target"],
  ["store/file/builds-on-its-port.ts", "../target"],
  ["store/nats/names-nats.ts", "@nats-io/transport-node"],
  ["strict-yaml/source/names-yaml.ts", "yaml"],
  ["bundle/names-yaml.ts", "yaml"],
  ["../reference-cluster/shares-terms.ts", "../src/domain/terms/target"],
  ["../reference-cluster/shares-wire.ts", "../src/wire/json/target"],
  ["app/builds-on-http.ts", "../http/target"],
  ["cli/builds-on-app.ts", "../app/target"],
];

function writeSource(folder: string, path: string, imported: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(
    join(folder, path),
    `import * as imported from "${imported}";\nexport const seen = imported;\n`,
  );
}

/** A file of that room which imports something of every other room. */
function writeImportOfAll(folder: string, room: string): void {
  const lines = NAMES.filter((name) => name !== room).map(
    (name, at) => `import { target as t${at} } from "./${relative(`src/${room}`, `src/${name}/target`)}";`,
  );
  const all = lines.map((_, at) => `t${at}`).join(", ");
  writeFileSync(
    join(folder, "src", room, "imports-all.ts"),
    `${lines.join("\n")}\nexport const seen = [${all}];\n`,
  );
}

/** Something to import in every folder, and the packages that the cases name. */
function writeTargets(folder: string): void {
  const targets = NAMES.map((name) => `src/${name}/target.ts`);
  const others = ["reference-cluster/target.ts", "src/main.ts", "src/index.ts", "test/target.ts"];
  for (const path of [...targets, ...others]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "export const target = 1;\n");
  }
  writeFileSync(join(folder, "tsconfig.json"), "{}");
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
    for (const { name } of TRIED_ROOMS) writeImportOfAll(folder, name);
    writeSource(folder, MODEL, "../../src/domain/target");
    found = violationsIn(folder);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  // The sources themselves are cruised there, once: it takes ten seconds of processor time.
  test("is held by `npm run check`, with the rules that are tried here", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Readonly<Record<string, string>>;
    };
    expect(scripts["deps:check"]).toBe(`depcruise ${CRUISED.join(" ")} --config ${relative(ROOT, RULES)}`);
    expect(scripts["check:static"]).toContain("npm run deps:check");
    expect(scripts["check"]).toContain("npm run check:static");
  });

  test.each(FORBIDDEN_IMPORTS)("%s refuses that %s imports %s", (rule, from) => {
    expect(
      found.filter((violation) => violation.from === join("src", from)).map((violation) => violation.rule),
    ).toContain(rule);
  });

  test("refuses that a model of the alerting stack imports what it watches", () => {
    expect(found.filter(({ from }) => from === MODEL).map(({ rule }) => rule)).toContain(MODEL_RULE);
  });

  test.each(ALLOWED_IMPORTS)("lets %s import %s", (from) => {
    expect(found.filter((violation) => violation.from === join("src", from))).toEqual([]);
  });

  test.each(TRIED_ROOMS.map((room) => [room.name, room] as const))(
    "%s imports no room that it does not name",
    (name, room) => {
      const refused = found
        .filter(({ rule, from }) => rule === ruleOf(name) && from === `src/${name}/imports-all.ts`)
        .map(({ to }) => to);

      expect(refused.sort()).toEqual(
        strangersOf(room)
          .map((other) => `src/${other}/target.ts`)
          .sort(),
      );
    },
  );

  test("refuses that two rooms need each other", () => {
    expect(
      found.filter(({ rule, from }) => rule === "no-cycle-between-rooms" && from === "src/cli").length,
    ).toBeGreaterThan(0);
  });

  test("has no rule that nothing here proves able to fail", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the rules are a CommonJS module of another tool
    const { forbidden } = require(RULES) as { forbidden: readonly { name: string }[] };
    const proven = [
      ...FORBIDDEN_IMPORTS.map(([rule]) => rule),
      ...NAMES.map(ruleOf),
      "no-cycle-between-rooms",
      MODEL_RULE,
    ];

    expect(new Set(proven)).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});

describe("The rooms of src", () => {
  /** Every folder of src with sources in it, and how many. */
  const folders = new Map<string, number>();
  for (const entry of readdirSync(join(ROOT, "src"), { withFileTypes: true, recursive: true })) {
    const folder = relative(join(ROOT, "src"), entry.parentPath);
    if (entry.isFile() && folder !== "") folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }

  test("are all there, and every folder belongs to one", () => {
    expect(NAMES.filter((name) => !folders.has(name))).toEqual([]);
    expect(
      [...folders.keys()].filter((folder) => !NAMES.some((name) => `${folder}/`.startsWith(`${name}/`))),
    ).toEqual([]);
  });

  test("have at most fifteen files side by side, or a reason", () => {
    const crowded = [...folders].filter(([, count]) => count > 15).map(([folder]) => folder);
    const excused = ROOMS.filter(({ manyFiles }) => manyFiles !== undefined).map(({ name }) => name);

    expect(crowded.sort()).toEqual(excused.sort());
  });
});
