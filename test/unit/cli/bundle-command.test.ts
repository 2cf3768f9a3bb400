import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { printBundleOptions } from "../../../src/bundle/options-file/print-bundle-options";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { alertmanagerTexts, bundleFiles } from "../../../src/bundle/write-bundle";
import { runProgram } from "../../../src/cli/program";
import { recordingHost } from "../../support/app/cli-host";
import type { RecordingHost } from "../../support/app/cli-host";

const ROOT = join(__dirname, "..", "..", "..");

describe("bundle", () => {
  let folder: string;
  let out: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bundle-command-"));
    out = join(folder, "some", "where");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(...args: readonly string[]): Promise<RecordingHost> {
    const host = recordingHost();
    await runProgram(["bundle", ...args], host);
    return host;
  }

  function written(...path: readonly string[]): string {
    return readFileSync(join(out, ...path), "utf8");
  }

  function shipped(...path: readonly string[]): string {
    return readFileSync(join(ROOT, ...path), "utf8");
  }

  function file(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }

  test("without options writes what this repository has, and a list of all options", async () => {
    const host = await run("--out", out);
    const { version } = JSON.parse(shipped("package.json")) as { version: string };

    expect([host.errors, host.exitCode]).toEqual(["", 0]);
    expect(host.output).toBe(
      `${out}: wrote alerts/, prometheus/, dashboards/, kubernetes/, kubernetes-ha/, kubernetes-alertmanager/, helm/, mixin/, and their options.yml\n`,
    );
    const alertmanager = await alertmanagerTexts(DEFAULT_BUNDLE_OPTIONS, join(ROOT, "alerts"));
    for (const { path, text } of bundleFiles(DEFAULT_BUNDLE_OPTIONS, version, alertmanager))
      expect(written(path)).toBe(text);
    expect(written("options.yml")).toBe(printBundleOptions(DEFAULT_BUNDLE_OPTIONS));
  });

  test("brings the runbooks, and Alertmanager's configuration with its templates", async () => {
    await run("--out", out);

    expect(readdirSync(join(out, "alerts")).sort()).toEqual([
      "alertmanager.yml",
      "check.sh",
      "runbooks",
      "templates",
      "tests",
      "tidaldb.rules.yml",
    ]);
    expect(written("alerts", "alertmanager.yml")).toBe(shipped("alerts", "alertmanager.yml"));
    for (const folder of ["runbooks", "templates"]) {
      expect(readdirSync(join(out, "alerts", folder))).toEqual(readdirSync(join(ROOT, "alerts", folder)));
    }
  });

  test("takes the thresholds of the exporter's own configuration everywhere", async () => {
    const config = file("exporter.yml", "health: { offline_after: 90s, degraded_lag: 7s }");
    await run("--out", out, "--config.file", config);

    expect(written("alerts", "tidaldb.rules.yml")).toContain("for more than 1m30s");
    expect(written("kubernetes", "config-map.yaml")).toContain(
      "offline_after: 1m30s\n      degraded_lag: 7s",
    );
    expect(written("options.yml")).toContain("offline_after: 1m30s");
  });

  test("lets a file of options win over the configuration, and flags over the file", async () => {
    const config = file("exporter.yml", "health: { offline_after: 90s, degraded_lag: 7s }");
    const options = file(
      "options.yml",
      "thresholds: { degraded_lag: 3s }\njob_name: of-file\nwindows: { rate: 9m }",
    );
    await run("--out", out, "--config.file", config, "--options", options, "--job-name", "of-flag");

    expect(written("options.yml")).toContain("offline_after: 1m30s");
    expect(written("options.yml")).toContain("degraded_lag: 3s");
    expect(written("options.yml")).toContain("rate: 9m");
    expect(written("alerts", "tidaldb.rules.yml")).toContain('job="of-flag"');
    expect(written("kubernetes", "service-monitor.yaml")).toContain("replacement: of-flag");
  });

  test("puts the user's addresses into every alert", async () => {
    await run(
      "--out",
      out,
      "--runbook-base-url",
      "https://wiki.example.org/rb/",
      "--dashboard-base-url",
      "https://g.example.org",
    );
    const rules = written("alerts", "tidaldb.rules.yml");

    expect(rules).toContain("runbook_url: https://wiki.example.org/rb/TidaldbRegionOffline.md");
    expect(rules).toContain("dashboard_url: https://g.example.org/d/tidaldb-region?");
    expect(rules).not.toMatch(/runbook_url: (?!"?https:\/\/wiki\.example\.org)/);
  });

  test("gives the labels the names that they have in the user's Prometheus", async () => {
    await run("--out", out, "--options", file("options.yml", "label_names: { region: tidaldb_region }"));

    expect(written("alerts", "tidaldb.rules.yml")).toContain("job, tidaldb_region)");
    expect(written("dashboards", "tidaldb-region.json")).toContain("tidaldb_region=~");
    expect(written("kubernetes", "service-monitor.yaml")).toContain("targetLabel: tidaldb_region");
  });

  test("replaces an earlier bundle and leaves alone what is not its own", async () => {
    await run("--out", out);
    writeFileSync(join(out, "alerts", "own.rules.yml"), "groups: []\n");
    await run("--out", out, "--job-name", "second");

    expect(written("alerts", "tidaldb.rules.yml")).toContain('job="second"');
    expect(written("alerts", "own.rules.yml")).toBe("groups: []\n");
  });

  test("says everything that is wrong with its files, ends with 1 and writes nothing", async () => {
    const config = file("exporter.yml", "health: { offline_after: soon }");
    const options = file("options.yml", "thresholds: { renders: 1s }");
    const host = await run("--out", out, "--config.file", config, "--options", options);

    expect(host.exitCode).toBe(1);
    expect(host.errors).toBe(
      `${config}:1:26: health.offline_after: expected a duration such as 30s, got "soon"\n` +
        `${options}:1:15: thresholds.renders: unknown key; did you mean render?\n`,
    );
    expect(readdirSync(folder).sort()).toEqual(["exporter.yml", "options.yml"]);
  });

  test("says why it cannot write", async () => {
    const blocked = join(file("exporter.yml", ""), "out");
    const host = await run("--out", blocked);

    expect([host.exitCode, host.errors]).toEqual([
      1,
      `${blocked}: cannot be written: a part of its path is not a folder\n`,
    ]);
  });

  test.each([
    [[], "required option '--out <directory>' not specified"],
    [
      ["--out", "x", "--runbook-base-url", "wiki"],
      "Expected an address such as https://grafana.example.org.",
    ],
  ])("refuses %j", async (args, message) => {
    const host = await run(...args);

    expect(host.exitCode).toBe(1);
    expect(host.errors).toContain(message);
  });
});
