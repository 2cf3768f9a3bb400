import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** Where what is compiled comes from: the exporter, and the reference cluster, which one row measures. */
const SOURCES = ["src", "reference-cluster"];

/** The compiled modules that the benchmarks load by their paths, which no compiler follows. */
function loadedModules(): readonly string[] {
  const sources = readdirSync(join(ROOT, "bench"), { recursive: true, encoding: "utf8" });
  const texts = sources
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(ROOT, "bench", path), "utf8"));
  const paths = texts.flatMap((text) => text.match(/(?:"[\w-]+", )+"[\w-]+\.js"/g) ?? []);
  return paths.map((path) =>
    path
      .replaceAll('"', "")
      .replaceAll(", ", "/")
      .replace(/^dist\//, ""),
  );
}

test("what the benchmarks load of the compiled exporter has its source where they look for it", () => {
  const modules = loadedModules();

  expect(modules).toContain("app/start-exporter.js");
  const isThere = (path: string): boolean =>
    SOURCES.some((folder) => existsSync(join(ROOT, folder, path.replace(/\.js$/, ".ts"))));
  expect(modules.filter((path) => !isThere(path))).toEqual([]);
});
