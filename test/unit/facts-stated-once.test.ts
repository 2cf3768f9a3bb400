import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { documentSchema } from "../../src/config/schema";
import { routeTable } from "../../src/http/route-table";
import { LIMITS } from "../../src/limits/limits";
import { configKeys } from "../../src/strict-yaml/config-keys";

const SRC = join(__dirname, "..", "..", "src");

/** The text of every source file, by its path below src. */
const SOURCES = new Map(
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, readFileSync(join(SRC, file), "utf8")]),
);

function textOf(file: string): string {
  const text = SOURCES.get(file);
  if (text === undefined) throw new Error(`src/${file} is gone: name what took its place`);
  return text;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g));
}

test("a route is named in one file of src, its own", () => {
  const names = routeTable("/metrics").map(({ name }) => name);
  const files = names.map(
    (name) => [...SOURCES.values()].filter((text) => text.includes(`"${name}"`)).length,
  );
  expect(files).toEqual(names.map(() => 1));
});

/** What stands between a limit's entry and the place that enforces it. `tenants` and the like are words of other things too. */
const FOLLOW_FROM_LIMITS: readonly string[] = [
  "app/library/create-app.ts",
  "app/serving/limits-in-force.ts",
  "config/config.ts",
  "config/schema.ts",
  "config/to-config.ts",
  "http/limits/refusals.ts",
  "http/routing/http-services.ts",
  "metrics/catalogue/exporter.ts",
  "metrics/terms/refusal-counts.ts",
  "reload/restart-findings.ts",
];

test.each(FOLLOW_FROM_LIMITS)("src/%s follows from the table of limits and names none", (file) => {
  const own = Object.entries(LIMITS).flatMap(([name, { setting, property }]) => [
    name,
    property,
    setting.replace(/^.*\./, ""),
  ]);
  const named = words(textOf(file).replaceAll(/`[^`\n]*`/g, ""));
  const ofLimitsAlone = own.filter((word) => /_|[A-Z]/.test(word) && word !== "maxScrapesInFlight");
  expect(ofLimitsAlone.filter((word) => named.has(word))).toEqual([]);
});

/** Sections whose values reach the program under names that the schema gives. */
const SECTIONS: readonly string[] = ["health", "metrics", "auth"];

test.each(SECTIONS)("a single value of the section `%s` is stated by the schema alone", (section) => {
  const keys = configKeys(documentSchema).find(({ name }) => name === section)?.children ?? [];
  const single = keys.filter(({ children, valueType }) => children.length === 0 && valueType !== "mapping");
  const elsewhere = words(textOf("config/config.ts") + textOf("config/to-config.ts"));
  expect(single.map(({ name }) => name).filter((name) => elsewhere.has(name))).toEqual([]);
  expect(single.length).toBeGreaterThan(0);
});
