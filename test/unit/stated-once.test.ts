import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** The source files of the exporter and of the reference cluster, less its tests. */
const FILES = ["src", "reference-cluster"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => path.endsWith(".ts") && !path.startsWith("reference-cluster/test/"));

function filesWith(pattern: RegExp): readonly string[] {
  return FILES.filter((path) => pattern.test(readFileSync(join(ROOT, path), "utf8"))).sort();
}

test.each([
  [
    "a union of success and failure, besides Result those of another shape: a body has a third end, a reload has no value, " +
      "an answer's counts are logged as they are",
    /^ {2}(\| )?\{\s+readonly ok: true/m,
    [
      "reference-cluster/heartbeats/exporter-client.ts",
      "src/domain/terms/result.ts",
      "src/http/receiving/receive-body.ts",
      "src/http/routing/http-services.ts",
    ],
  ],
  [
    "a timer that repeats; the reference cluster's keeps its process alive, and a page's is the browser's",
    /\bsetInterval\(/,
    [
      "reference-cluster/system-scheduler.ts",
      "src/concurrency/repeat-every.ts",
      "src/http/page-assets/page-script.ts",
    ],
  ],
  [
    "a chain of promises in which work waits for the work before it",
    /Promise<\w+> = Promise\.resolve\(\);/,
    ["src/concurrency/serial-queue.ts"],
  ],
  ["nanoseconds in a millisecond", /NS_PER_MS\w* = [\d1]/, ["src/domain/terms/units.ts"]],
  ["how many values 32 bits have", /= 0x1_?0000_?0000\b/, ["src/domain/terms/units.ts"]],
  ["an error answer", /^export interface Problem\b/m, ["src/wire/shapes/problem.ts"]],
  ["a field that is rejected", /^export interface FieldProblem\b/m, ["src/domain/terms/field-problem.ts"]],
])("there is one place for %s", (_what, pattern, places) => {
  expect(filesWith(pattern)).toEqual(places);
});
