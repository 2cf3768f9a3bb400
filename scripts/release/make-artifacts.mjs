import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "./run.mjs";

/** What an installation needs; checked because `files` in package.json takes what is there and misses nothing. */
const EXPECTED = [
  "dist/main.js",
  "dist/index.js",
  "dist/index.d.ts",
  "dist/reference-cluster/main.js",
  "alerts/tidaldb.rules.yml",
  "docs/config.md",
  "LICENSE",
  "CHANGELOG.md",
];

/**
 * Builds, and writes the package, its bill of materials and their checksums into release/, which is emptied first.
 *
 * @throws Error when a step fails, or the package lacks something.
 */
export function makeArtifacts(root, { name, version }) {
  const folder = join(root, "release");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  // By its own name: where scripts are ignored, npm pack does not run prepack.
  run("npm", ["run", "build"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root }),
  );
  const paths = new Set(packed.files.map(({ path }) => path));
  const missing = EXPECTED.filter((path) => !paths.has(path));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(", ")}`);

  const sbom = `${name}-${version}.cdx.json`;
  writeFileSync(join(folder, sbom), billOfMaterials(root, name));
  const files = [packed.filename, sbom];
  const sums = files.map((file) => `${sha256(join(folder, file))}  ${file}\n`);
  writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
  return { folder, tarball: packed.filename, files: [...files, "SHA256SUMS"] };
}

/** Of what an installation gets; npm takes the folder's name for the program's. */
function billOfMaterials(root, name) {
  const format = ["--sbom-format=cyclonedx", "--sbom-type=application"];
  const printed = run("npm", ["sbom", ...format, "--omit=dev", "--package-lock-only"], { cwd: root });
  const bill = JSON.parse(printed);
  bill.metadata.component.name = name;
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
