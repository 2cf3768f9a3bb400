import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ALERT_ENTRIES, ALERT_NAMES } from "../../../../src/bundle/alerts/alert-entries";
import { CATALOGUE } from "../../../../src/metrics/catalogue/catalogue";

const ROOT = join(__dirname, "..", "..", "..", "..");

const read = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), "utf8");

/** The sources below a folder, by their paths in the project. */
function sourcesBelow(...folder: readonly string[]): ReadonlyMap<string, string> {
  const files = readdirSync(join(ROOT, ...folder), { recursive: true, encoding: "utf8" });
  const paths = files.filter((file) => file.endsWith(".ts")).map((file) => [...folder, file].join("/"));
  return new Map(paths.sort().map((path) => [path, read(path)]));
}

/** How often each file has a text in quotes; files without it are left out. */
function quoting(text: string, sources: ReadonlyMap<string, string>): Record<string, number> {
  const counts = [...sources].map(([file, source]) => [file, source.split(`"${text}"`).length - 1] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

const SOURCES = sourcesBelow("src");

/** Rules about these alone: with an exporter that is gone or blind, nothing else is known to be over. */
const NAMED_IN_RULES = ["TidaldbExporterAbsent", "TidaldbExporterUnreachable", "TidaldbControlPlanesBlind"];

/** Panels and pages name alerts without importing them. A test compares those of incidents with the entries. */
const PANELS = /^src\/bundle\/signals\/(subject-alerts|panels\/incident-rows|panels\/panel-promql)\.ts$/;

/** What a written bundle is tried with says which alert it tries; the compiler knows the names. */
const CHECKS = /^src\/bundle\/checks\/(threshold-recipes|history-recipes|check-script)\.ts$/;

/** Where entries are; one may name the entry that silences it. */
const ENTRIES = /^src\/bundle\/alerts\/[a-z-]+-alerts\.ts$/;

describe.each(ALERT_NAMES)("%s", (name) => {
  test("is named in the sources by its own entry, and by entries that it silences", () => {
    const silenced = ALERT_ENTRIES.filter(({ silencedBy }) => silencedBy === name);
    const files = Object.entries(quoting(name, SOURCES));
    const inEntries = files.filter(([file]) => ENTRIES.test(file)).map(([, count]) => count);
    const elsewhere = files
      .map(([file]) => file)
      .filter((file) => ![ENTRIES, PANELS, CHECKS].some((known) => known.test(file)));

    expect(inEntries.reduce((sum, count) => sum + count, 0)).toBe(1 + silenced.length);
    expect(elsewhere).toEqual(
      NAMED_IN_RULES.includes(name) ? ["src/bundle/option-rules/time-findings.ts"] : [],
    );
  });

  test("has a runbook, tests of its rule, a route that is tested, and a section in docs/alerts.md", () => {
    const shipped = [`alerts/runbooks/${name}.md`, `alerts/tests/${name}.yml`];

    expect(shipped.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(read("alerts", "routing-tests.yml")).toContain(`alertname: ${name},`);
    expect(read("docs", "alerts.md")).toContain(`\n## ${name}\n`);
  });
});

test("no document that is written by hand counts the alerts", () => {
  const counting = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"].filter((file) =>
    /\d+ alerts\b/.test(read(file)),
  );

  expect(counting).toEqual([]);
});

test.each(CATALOGUE.map(({ name, group }) => [name, group]))(
  "the metric %s is named by its entry in the catalogue, and by expressions of the bundle",
  (name, group) => {
    const outside = new Map([...SOURCES].filter(([file]) => !file.startsWith("src/bundle/")));

    // Incidents and planned work are of the cluster, and have files of their own.
    const own = ["incident", "maintenance", "source", "peer"].find((prefix) =>
      name.startsWith(`tidaldb_${prefix}`),
    );
    const isOfPeers = ["tidaldb_exporter_peers", "tidaldb_exporter_disagreement"].includes(name);
    const isOfRequests = /^tidaldb_exporter_(ingest|scrape)_/.test(name);
    const isOfServiceLevels = /^tidaldb_region_(state|follower)_seconds_total$/.test(name);
    const aside = isOfPeers ? "peer" : isOfRequests ? "latency" : isOfServiceLevels ? "service-level" : own;
    const file = aside ?? group;

    expect(quoting(name, outside)).toEqual({ [`src/metrics/catalogue/${file}.ts`]: 1 });
  },
);
