import { readFileSync } from "node:fs";
import { join } from "node:path";

import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { serveOptions } from "../../../src/cli/flags";
import { parseConfig } from "../../../src/config/parse";

const DEPLOY = join(__dirname, "..", "..", "..", "deploy");
const unit = readFileSync(join(DEPLOY, "systemd", "tidaldb-exporter.service"), "utf8");
const config = parseConfig(
  readFileSync(join(DEPLOY, "tidaldb-exporter.yml"), "utf8"),
  "/etc/tidaldb-exporter/tidaldb-exporter.yml",
);

/** Every value that a setting of the unit has, in order. */
function settings(name: string): readonly string[] {
  return [...unit.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value = ""]) => value);
}

describe("deploy/tidaldb-exporter.yml", () => {
  test("is a configuration without a problem, with the thresholds of the shipped rules", () => {
    const { offlineAfterMs, degradedLagMs } = DEFAULT_BUNDLE_OPTIONS.thresholds;

    expect(config).toMatchObject({ ok: true, value: { controlPlane: { offlineAfterMs, degradedLagMs } } });
  });
});

describe("deploy/systemd/tidaldb-exporter.service", () => {
  test("starts the program with flags that it has", () => {
    const [program = "", path = "", ...flags] = (settings("ExecStart")[0] ?? "").split(" ");
    const known = serveOptions({}).map(({ long }) => long);

    expect([program, path]).toEqual(["node", "/opt/tidaldb-exporter/bin/tidaldb-exporter"]);
    expect(flags).toEqual(["--config.file=/etc/tidaldb-exporter/tidaldb-exporter.yml"]);
    for (const flag of flags) expect(known).toContain(flag.split("=")[0]);
  });

  test("lets it read the tokens that the configuration names, and no others", () => {
    const name = "tidaldb-exporter.service";
    const given = settings("LoadCredential").map((credential) => credential.split(":")[0] ?? "");
    const wanted = config.ok ? config.value.auth.tokens.map(({ secretFrom }) => secretFrom) : [];

    expect(given.length).toBeGreaterThan(0);
    expect(wanted).toEqual(given.map((id) => ({ kind: "file", path: `/run/credentials/${name}/${id}` })));
  });

  test("lets it write where the configuration keeps the state, and nowhere else", () => {
    const folders = settings("StateDirectory").map((folder) => `/var/lib/${folder}/state.json`);

    expect(config.ok && [config.value.storage]).toEqual(folders.map((path) => ({ kind: "file", path })));
    expect(settings("ReadWritePaths")).toEqual([]);
    expect(settings("ProtectSystem")).toEqual(["strict"]);
  });

  test("reloads by the signal that makes it read its configuration again", () => {
    expect(settings("ExecReload")).toEqual(["/bin/kill -HUP $MAINPID"]);
  });

  test("forbids no writable executable memory, which V8 cannot do without", () => {
    expect(settings("MemoryDenyWriteExecute")).toEqual([]);
  });
});
