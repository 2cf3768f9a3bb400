/**
 * Makes a release of the version in package.json: checks that everything is in order, builds, and leaves in release/ the
 * package, its bill of materials (CycloneDX) and their checksums.
 *
 *     npm run release                 everything but publishing
 *     npm run release -- --publish    and publishes exactly that package
 *     npm run release -- --rehearse   without asking for a clean checkout, a date in the changelog and a new tag
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { makeArtifacts } from "./release/make-artifacts.mjs";
import { releaseProblems } from "./release/release-problems.mjs";
import { run } from "./release/run.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !["--publish", "--rehearse"].includes(flag));
const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const problems = [
  ...unknown.map((flag) => `${flag}: no such flag`),
  ...(flags.size > 1 ? ["a rehearsal is not published: give one flag at most"] : []),
  ...(flags.has("--rehearse") ? [] : releaseProblems(root, version)),
];
for (const problem of problems) console.error(problem);

function release() {
  const { folder, tarball, files } = makeArtifacts(root, { name, version });
  for (const file of files) console.log(join(folder, file));
  if (flags.has("--publish")) run("npm", ["publish", join(folder, tarball)], { cwd: root, stdio: "inherit" });
  else console.log(`Not published. \`npm run release -- --publish\` does it; then: git tag v${version}`);
}

if (problems.length > 0) {
  process.exitCode = 1;
} else {
  try {
    release();
  } catch (error) {
    console.error(`No release: ${error.message}`);
    process.exitCode = 1;
  }
}
