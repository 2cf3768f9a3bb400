import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..", "..");

interface Manifest {
  readonly types?: string;
  readonly typings?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Every package that a declaration file reachable from `entry` imports. */
function packagesInDeclarations(entry: string): ReadonlySet<string> {
  const files = [entry];
  const packages = new Set<string>();
  for (const file of files) {
    const { outputText } = ts.transpileDeclaration(readFileSync(file, "utf8"), { fileName: file });
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      const source = join(dirname(file), `${fileName}.ts`);
      if (!fileName.startsWith(".")) packages.add(fileName);
      else if (!files.includes(source)) files.push(source);
    }
  }
  return packages;
}

function hasOwnTypes(name: string): boolean {
  const folder = join(ROOT, "node_modules", name);
  const { types, typings, exports } = manifest(folder);
  const isNamed =
    types !== undefined || typings !== undefined || JSON.stringify(exports ?? {}).includes('"types"');
  return isNamed || existsSync(join(folder, "index.d.ts"));
}

/**
 * An application that imports the package does not get our devDependencies: `createApp` returns an express application, and
 * without `@types/express` beside it a strict compiler refused the whole package (TS7016).
 */
test("every package in the public declarations comes with its types as a dependency", () => {
  const { dependencies = {} } = manifest(ROOT);
  const packages = [...packagesInDeclarations(join(ROOT, "src", "index.ts"))].filter(
    (name) => !name.startsWith("node:"),
  );
  expect(packages).toContain("express");
  for (const name of packages) {
    expect(Object.keys(dependencies)).toContain(name);
    if (!hasOwnTypes(name)) expect(Object.keys(dependencies)).toContain(`@types/${name}`);
  }
});
