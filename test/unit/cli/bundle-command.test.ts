import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { printBundleOptions } from "../../../src/bundle/options-file/print-bundle-options";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { alertmanagerTexts, bundleFiles } from "../../../src/bundle/write-bundle";
import { runProgram } from "../../../src/cli/program";
import { recordingHost } from "../../support/app/cli-host";
import type { RecordingHost } from "../../support/app/cli-host";
import { someGroups } from "../../support/property-runs";

const ROOT = join(__dirname, "..", "..", "..");

/** A folder for what one command reads and writes. */
class BundleRun {
  readonly folder = mkdtempSync(join(tmpdir(), "bundle-command-"));
  readonly out = join(this.folder, "some", "where");

  async run(...args: readonly string[]): Promise<RecordingHost> {
    const host = recordingHost();
    await runProgram(["bundle", ...args], host);
    return host;
  }

  written(...path: readonly string[]): string {
    return readFileSync(join(this.out, ...path), "utf8");
  }

  file(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text);
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function shipped(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), "utf8");
}

// A bundle takes a second of processor time: each is made once, for all that is said of it.

someGroups(2, [
  [
    "bundle without options",
    () => {
      const bundle = new BundleRun();
      const { out } = bundle;
      let host: RecordingHost;

      beforeAll(async () => {
        host = await bundle.run("--out", out);
      });

      afterAll(() => {
        bundle.remove();
      });

      test("writes what this repository has, and a list of all options", async () => {
        const { version } = JSON.parse(shipped("package.json")) as { version: string };

        expect([host.errors, host.exitCode]).toEqual([
          expect.stringMatching(
            /^warning: links to runbooks lead to [^\n]* --runbook-base-url http[^\n]*\n$/,
          ),
          0,
        ]);
        expect(host.output).toBe(
          `${out}: wrote alerts/, prometheus/, dashboards/, kubernetes/, kubernetes-ha/, kubernetes-alertmanager/, helm/, mixin/, and their options.yml\n`,
        );
        const alertmanager = await alertmanagerTexts(DEFAULT_BUNDLE_OPTIONS, join(ROOT, "alerts"));
        for (const { path, text } of bundleFiles(DEFAULT_BUNDLE_OPTIONS, version, alertmanager))
          expect(bundle.written(path)).toBe(text);
        expect(bundle.written("options.yml")).toBe(printBundleOptions(DEFAULT_BUNDLE_OPTIONS));
      });

      test("brings the runbooks, and Alertmanager's configuration with its templates", () => {
        expect(readdirSync(join(out, "alerts")).sort()).toEqual([
          "alertmanager.yml",
          "check.sh",
          "runbooks",
          "templates",
          "tests",
          "tidaldb.rules.yml",
        ]);
        expect(bundle.written("alerts", "alertmanager.yml")).toBe(shipped("alerts", "alertmanager.yml"));
        for (const folder of ["runbooks", "templates"]) {
          expect(readdirSync(join(out, "alerts", folder))).toEqual(readdirSync(join(ROOT, "alerts", folder)));
        }
      });

      test("is replaced by the next one, which leaves alone what is not its own", async () => {
        writeFileSync(join(out, "alerts", "own.rules.yml"), "groups: []\n");
        await bundle.run("--out", out, "--job-name", "second");

        expect(bundle.written("alerts", "tidaldb.rules.yml")).toContain('job="second"');
        expect(bundle.written("alerts", "own.rules.yml")).toBe("groups: []\n");
      });
    },
  ],

  [
    "bundle with a configuration, a file of options and flags",
    () => {
      const bundle = new BundleRun();

      let host: RecordingHost;

      beforeAll(async () => {
        const config = bundle.file("exporter.yml", "health: { offline_after: 90s, degraded_lag: 7s }");
        const options = bundle.file(
          "options.yml",
          "thresholds: { degraded_lag: 3s }\njob_name: of-file\nwindows: { rate: 9m }\nlabel_names: { region: tidaldb_region }",
        );
        const bases = ["--runbook-base-url", "https://wiki.example.org/rb/"];
        host = await bundle.run(
          ...["--out", bundle.out, "--config.file", config, "--options", options, "--job-name", "of-flag"],
          ...[...bases, "--dashboard-base-url", "https://g.example.org"],
        );
      });

      afterAll(() => {
        bundle.remove();
      });

      test("takes the thresholds of the exporter's own configuration everywhere", () => {
        expect(bundle.written("alerts", "tidaldb.rules.yml")).toContain("for more than 1m30s");
        expect(bundle.written("kubernetes", "config-map.yaml")).toContain(
          "offline_after: 1m30s\n      degraded_lag: 3s",
        );
        expect(bundle.written("options.yml")).toContain("offline_after: 1m30s");
      });

      test("lets the file of options win over the configuration, and flags over the file", () => {
        expect(bundle.written("options.yml")).toContain("degraded_lag: 3s");
        expect(bundle.written("options.yml")).toContain("rate: 9m");
        expect(bundle.written("alerts", "tidaldb.rules.yml")).toContain('job="of-flag"');
        expect(bundle.written("kubernetes", "service-monitor.yaml")).toContain("replacement: of-flag");
      });

      test("puts the user's addresses into every alert, and warns of nothing", () => {
        expect(host.errors).toBe("");
        const rules = bundle.written("alerts", "tidaldb.rules.yml");

        expect(rules).toContain("runbook_url: https://wiki.example.org/rb/TidaldbRegionOffline.md");
        expect(rules).toContain("dashboard_url: https://g.example.org/d/tidaldb-region?");
        expect(rules).not.toMatch(/runbook_url: (?!"?https:\/\/wiki\.example\.org)/);
      });

      test("gives the labels the names that they have in the user's Prometheus", () => {
        expect(bundle.written("alerts", "tidaldb.rules.yml")).toContain("job, tidaldb_region)");
        expect(bundle.written("dashboards", "tidaldb-region.json")).toContain("tidaldb_region=~");
        expect(bundle.written("kubernetes", "service-monitor.yaml")).toContain("targetLabel: tidaldb_region");
      });
    },
  ],

  [
    "bundle that cannot be made",
    () => {
      let bundle: BundleRun;

      beforeEach(() => {
        bundle = new BundleRun();
      });

      afterEach(() => {
        bundle.remove();
      });

      test("says everything that is wrong with its files, ends with 1 and writes nothing", async () => {
        const config = bundle.file("exporter.yml", "health: { offline_after: soon }");
        const options = bundle.file("options.yml", "thresholds: { renders: 1s }");
        const host = await bundle.run("--out", bundle.out, "--config.file", config, "--options", options);

        expect(host.exitCode).toBe(1);
        expect(host.errors).toBe(
          `${config}:1:26: health.offline_after: expected a duration such as 30s, got "soon"\n` +
            `${options}:1:15: thresholds.renders: unknown key; did you mean render?\n`,
        );
        expect(readdirSync(bundle.folder).sort()).toEqual(["exporter.yml", "options.yml"]);
      });

      test("says why it cannot write", async () => {
        const blocked = join(bundle.file("exporter.yml", ""), "out");
        const host = await bundle.run("--out", blocked);

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
        const host = await bundle.run(...args);

        expect(host.exitCode).toBe(1);
        expect(host.errors).toContain(message);
      });
    },
  ],
]);
