import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describeWithProgram } from "../support/programs/describe-with-program";

const ROOT = join(__dirname, "..", "..");
const PROGRAM = join(ROOT, "dist", "main.js");

interface Outcome {
  readonly status: number | null;
  /** Both streams, as a person would see them. */
  readonly output: string;
}

/** Runs a program to its end. @throws Error when there is no such program. */
function run(program: string, ...args: readonly string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8" });
  if (error) throw error;
  return { status, output: stdout + stderr };
}

describeWithProgram("docker-compose", "docker-compose 1.29", () => {
  test("accepts docker-compose.yml", () => {
    expect(run("docker-compose", "config", "--quiet")).toEqual({ status: 0, output: "" });
  });

  test("resolves what every service has in common", () => {
    const { output } = run("docker-compose", "config");

    expect(output.match(/^ {4}read_only: true$/gm)).toHaveLength(13);
  });
});

describeWithProgram("systemd-analyze", "systemd", () => {
  let folder: string;
  let unit: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "systemd-test-"));
    unit = join(folder, "tidaldb-exporter.service");
    const text = readFileSync(join(ROOT, "deploy", "systemd", "tidaldb-exporter.service"), "utf8");
    // systemd looks for it in the folders of the system only, and this machine's may be elsewhere.
    writeFileSync(unit, text.replace("ExecStart=node ", `ExecStart=${process.execPath} `));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("finds nothing wrong with the unit", () => {
    expect(run("systemd-analyze", "verify", unit)).toEqual({ status: 0, output: "" });
  });

  test("rates the service's exposure at no more than 1.5 of 10", () => {
    const { status, output } = run(
      "systemd-analyze",
      "security",
      "--offline=yes",
      "--threshold=15",
      "--no-pager",
      unit,
    );

    expect(output).toMatch(/Overall exposure level for tidaldb-exporter\.service: 1\.\d/);
    expect(status).toBe(0);
  });
});

describe("The bundle for an installation with numbers and names of its own", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bundle-test-"));
    const options = join(folder, "own-options.yml");
    writeFileSync(
      options,
      [
        "job_name: tidal",
        "scope_labels: [datacenter, job]",
        "label_names: { region: tidaldb_region, shard: tidaldb_shard }",
        "alert_labels: { team: storage }",
        "thresholds: { degraded_lag: 1500ms, offline_region_share: 0.34 }",
        "windows: { rate: 2m }",
        "alert_times: { TidaldbRegionOffline: { for: 0 } }",
      ].join("\n"),
    );
    const { status, output } = run(
      process.execPath,
      PROGRAM,
      "bundle",
      `--out=${folder}`,
      `--options=${options}`,
      "--config.file=deploy/tidaldb-exporter.yml",
      "--runbook-base-url=https://wiki.example.org/runbooks",
    );
    expect({ status, output }).toMatchObject({ status: 0 });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describeWithProgram("prometheus", "for Prometheus", () => {
    test("has rules that promtool accepts, with all that its linter looks for as fatal", () => {
      const rules = join(folder, "alerts", "tidaldb.rules.yml");
      const { status, output } = run("promtool", "check", "rules", "--lint=all", "--lint-fatal", rules);

      expect(output).toMatch(/SUCCESS: \d+ rules found/);
      expect(status).toBe(0);
    });
  });

  describeWithProgram("amtool", "for Alertmanager", () => {
    test("has a configuration that amtool accepts", () => {
      const { status, output } = run("amtool", "check-config", join(folder, "alerts", "alertmanager.yml"));

      expect(output).toMatch(/SUCCESS[^]*1 templates/);
      expect(status).toBe(0);
    });
  });
});

describeWithProgram("prometheus", "The configuration of Prometheus", () => {
  let folder: string;

  // Rules are named by relative paths, as they are beside the configurations where these are mounted.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "prometheus-config-test-"));
    cpSync(join(ROOT, "alerts"), join(folder, "alerts"), { recursive: true });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(["prometheus.yml", "compose/ha-prometheus.yml"])("%s passes promtool with its rules", (name) => {
    const config = join(folder, "deploy", "prometheus.yml");
    cpSync(join(ROOT, "deploy", name), config);
    const { status, output } = run("promtool", "check", "config", config);

    expect(output).toMatch(/SUCCESS: 1 rule files found/);
    expect(status).toBe(0);
  });
});

describeWithProgram("amtool", "deploy/compose/alertmanager.yml", () => {
  test("passes amtool check-config", () => {
    expect(run("amtool", "check-config", "deploy/compose/alertmanager.yml")).toMatchObject({ status: 0 });
  });

  test.each([
    [["severity=critical", "alertname=TidaldbRegionOffline"], "pager"],
    [["severity=warning", "page=true"], "pager"],
    [["severity=warning"], "quiet"],
    [["alertname=Watchdog", "severity=none"], "dead-mans-switch"],
  ])("sends %j where an installation would: to the receiver %s", (labels, receiver) => {
    const { output } = run(
      "amtool",
      "config",
      "routes",
      "test",
      "--config.file=deploy/compose/alertmanager.yml",
      ...labels,
    );

    // Debian's own configuration of amtool makes it warn on the lines below.
    expect(output.split("\n")[0]).toBe(receiver);
  });
});

test("deploy/compose/ha-exporter.yml passes the program's own check", () => {
  expect(run(process.execPath, PROGRAM, "check-config", "deploy/compose/ha-exporter.yml")).toEqual({
    status: 0,
    output: "deploy/compose/ha-exporter.yml: ok: cluster demo, 3 shards, 0 tenants, 0 tokens\n",
  });
});

describe("deploy/tidaldb-exporter.yml", () => {
  test("passes the program's own check", () => {
    const { status, output } = run(
      process.execPath,
      PROGRAM,
      "check-config",
      "--syntax-only",
      "deploy/tidaldb-exporter.yml",
    );

    expect(output).toBe(
      "deploy/tidaldb-exporter.yml: ok: cluster production, topology and tenants in /var/lib/tidaldb-exporter/state.json, 3 tokens\n",
    );
    expect(status).toBe(0);
  });
});
