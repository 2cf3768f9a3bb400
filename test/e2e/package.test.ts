import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** The packages that an installation of ours brings, as the lock file has them: no development packages. */
function shippedPackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>;
  };
  return Object.entries(packages)
    .filter(([path, { dev, optional }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && !optional)
    .map(([path]) => path.slice("node_modules/".length));
}

let application: string;

/** An application that has the packed program installed, and with it what package.json says it needs. */
beforeAll(() => {
  application = mkdtempSync(join(tmpdir(), "tidaldb-exporter-package-"));
  const packed = run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", application], ROOT);
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  const ours = join(application, "node_modules", "tidaldb-exporter");
  mkdirSync(ours, { recursive: true });
  run("tar", ["-xzf", join(application, filename), "--strip-components=1", "-C", ours]);
  for (const name of shippedPackages()) {
    const link = join(application, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), link);
  }
});

afterAll(() => {
  rmSync(application, { recursive: true });
});

function run(
  file: string,
  args: readonly string[],
  cwd = application,
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}

function runSource(name: string, source: string): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(application, name), source);
  return run(process.execPath, [name]);
}

const USE = `
const topology = new Topology([{ shardId: 1, regionId: 0 }]);
const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge());
console.log(controlPlane.topology.size, typeof createApp(controlPlane).listen);
`;
const NAMES = "ControlPlane, createApp, ReplicationLagGauge, TenantRouter, Topology";

describe("the packed library", () => {
  test.each([
    ["an ECMAScript module", "use.mjs", `import { ${NAMES} } from "tidaldb-exporter";${USE}`],
    ["a CommonJS module", "use.cjs", `const { ${NAMES} } = require("tidaldb-exporter");${USE}`],
  ])("works in %s", (_, name, source) => {
    expect(runSource(name, source)).toEqual({ status: 0, stdout: "1 function\n", stderr: "" });
  });

  test("has types for a strict compiler that checks them too, for both kinds of modules", () => {
    const names = ["use.mts", "use.cts"];
    for (const name of names) {
      writeFileSync(join(application, name), `import { ${NAMES} } from "tidaldb-exporter";${USE}`);
    }
    const flags = "--noEmit --strict --module node16 --target es2022 --types node --typeRoots".split(" ");
    const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const types = join(ROOT, "node_modules", "@types");
    expect(run(process.execPath, [compiler, ...flags, types, ...names])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  test("loads none of the packages that commands need and it does not", () => {
    const source = `require("tidaldb-exporter");
const names = Object.keys(require.cache).filter((path) => /node_modules.(@grafana|helmet|commander)/.test(path));
console.log(names.length);`;
    expect(runSource("loaded.cjs", source)).toEqual({ status: 0, stdout: "0\n", stderr: "" });
  });
});

describe("the packed program", () => {
  const program = join("node_modules", "tidaldb-exporter", "dist", "main.js");

  test("serves without the package of the dashboards", () => {
    const { status, stdout } = run(process.execPath, [program, "serve", "--help"]);
    expect({ status, usage: stdout.split("\n")[0] }).toEqual({
      status: 0,
      usage: expect.stringContaining("serve") as unknown,
    });
  });

  test("says which package `bundle` needs, and writes nothing", () => {
    const { status, stdout, stderr } = run(process.execPath, [program, "bundle", "--out", "bundle"]);
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/npm install @grafana\/grafana-foundation-sdk@\d+\.\d+\.\d+/) as unknown,
    });
  });

  test("writes a bundle once that package is there", () => {
    const scope = join(application, "node_modules", "@grafana");
    symlinkSync(join(ROOT, "node_modules", "@grafana"), scope);
    writeFileSync(join(application, "options.yml"), "{}\n");
    try {
      const where = ["--out", "bundle", "--runbook-base-url", "https://runbooks.example"];
      expect(run(process.execPath, [program, "bundle", ...where, "--options", "options.yml"])).toMatchObject({
        status: 0,
        stderr: "",
      });
    } finally {
      rmSync(scope);
    }
  });

  test("brings what somebody needs who writes a sender", () => {
    const files = ["docs/senders.md", "docs/openapi.json", "examples/rust/src/sender.rs"];
    const there = files.filter((file) =>
      existsSync(join(application, "node_modules", "tidaldb-exporter", file)),
    );
    expect(there).toEqual(files);
  });
});
