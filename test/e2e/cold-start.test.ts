import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { copyFreshCheckout } from "../support/programs/fresh-checkout";
import { RunningProgram } from "../support/programs/running-program";

const ROOT = join(__dirname, "..", "..");

/** Packages come from npm's cache where the full check has run, and from the registry where it has not. */
const START_DEADLINE_MS = 300_000;

/** What only those need who work on the project, and what is loaded only where it is configured. */
const NOT_NEEDED = [
  "@grafana",
  "@nats-io",
  "@types",
  "axe-core",
  "eslint",
  "jest",
  "playwright-core",
  "prettier",
];

describe("npm start in a fresh checkout", () => {
  let folder: string;
  let checkout: string;
  let program: RunningProgram;
  let url: string;

  // With a blank in its path, and where the environment asks for no development packages.
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cold start "));
    checkout = join(folder, "tidaldb exporter");
    copyFreshCheckout(ROOT, checkout);
    const flags = [
      "--web.listen-address=127.0.0.1:0",
      "--cluster.listen-address=127.0.0.1:0",
      "--log.format=json",
    ];
    program = new RunningProgram("npm", ["--prefix", checkout, "start", "--", ...flags], {
      NODE_ENV: "production",
      npm_config_prefer_offline: "true",
    });
    const [line] = await program.line(/^\{.*"msg":"listening".*\}$/, START_DEADLINE_MS);
    url = `http://${(JSON.parse(line) as { address: string }).address}`;
  }, START_DEADLINE_MS);

  afterAll(async () => {
    await program.stop();
    rmSync(folder, { recursive: true });
  });

  test("serves the cluster that it runs", async () => {
    expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain("tidaldb_region_health");
  });

  test("installs the compiler and no other tool", () => {
    const present = readdirSync(join(checkout, "node_modules"));

    expect(present).toEqual(expect.arrayContaining(["express", "typescript", ".package-lock.json"]));
    expect(present.filter((name) => NOT_NEEDED.includes(name) || name === ".installing")).toEqual([]);
  });

  test("runs what a whole build makes, to the byte", () => {
    const codeIn = (dist: string): readonly string[] =>
      readdirSync(dist, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".js"))
        .sort();
    const [ours, built] = [join(checkout, "dist"), join(ROOT, "dist")];

    expect(codeIn(ours)).toEqual(codeIn(built));
    expect(
      codeIn(ours).filter((name) => !readFileSync(join(ours, name)).equals(readFileSync(join(built, name)))),
    ).toEqual([]);
  });

  test("changes nothing in the checkout but what is ignored", () => {
    expect(readFileSync(join(checkout, "package-lock.json"))).toEqual(
      readFileSync(join(ROOT, "package-lock.json")),
    );
    expect(readFileSync(join(checkout, "package.json"))).toEqual(readFileSync(join(ROOT, "package.json")));
  });
});
