/**
 * Makes a checkout ready to run, then becomes the program that was asked for:
 *
 *     node scripts/ready.mjs [--build | --to-run] [PROGRAM.js [ARGUMENT...]]
 *
 * Installs the dependencies when they are not the ones of package-lock.json; with --build also compiles src into dist
 * when dist was made from other sources. With --to-run both go only as far as running the program takes: a sixth of the
 * packages, and code without declarations of types. Costs some milliseconds when there is nothing to do, and needs nothing but
 * Node and npm. The program runs in this very process: a signal reaches it directly and its exit code is ours.
 */
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { compileSources } from "./ready/compile-sources.mjs";
import { chainToNpm, endWithNpm } from "./ready/end-with-npm.mjs";
import { installDependencies } from "./ready/install-dependencies.mjs";
import { nodeVersionProblem } from "./ready/node-version.mjs";

const chain = chainToNpm();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [, , ...words] = process.argv;
const [goal] = words[0]?.startsWith("--") ? words.splice(0, 1) : [];
const [program, ...programArguments] = words;
const scope = goal === "--to-run" ? "to run" : "all";

const problem =
  nodeVersionProblem(process.versions.node) ||
  installDependencies(root, scope) ||
  (goal ? await compileSources(root, scope) : undefined);

if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else if (program) {
  if (process.env.npm_lifecycle_event) endWithNpm(chain);
  process.argv.splice(1, process.argv.length, resolve(root, program), ...programArguments);
  await import(pathToFileURL(resolve(root, program)).href);
}
