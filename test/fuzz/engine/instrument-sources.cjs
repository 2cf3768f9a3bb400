/**
 * Preloaded into the thread that fuzzes, behind ts-node: counts which functions, branches and statements run, of our own
 * sources and of the parsers below them, and gathers the texts that the sources name. Both guide the mutations.
 */
const { resolve, sep } = require("node:path");
const { createInstrumenter } = require("istanbul-lib-instrument");
const { addHook } = require("pirates");

const root = resolve(__dirname, "../../..");
const GUIDING = [
  "src",
  "node_modules/lossless-json",
  "node_modules/negotiator",
  "node_modules/yaml/dist",
].map((folder) => resolve(root, folder) + sep);
const TEXT = /"(?:[^"\\\n]|\\.){1,32}"/g;

const instrumenter = createInstrumenter({
  esModules: false,
  compact: true,
  coverageVariable: "fuzzCoverage",
});
globalThis.fuzzDictionary = new Set();

addHook(
  (code, path) => {
    for (const [literal] of code.matchAll(TEXT)) {
      try {
        globalThis.fuzzDictionary.add(JSON.parse(literal));
      } catch {
        // A text with escapes that JSON does not have; there are enough others.
      }
    }
    return instrumenter.instrumentSync(code, path);
  },
  {
    exts: [".ts", ".js"],
    ignoreNodeModules: false,
    matcher: (path) => GUIDING.some((folder) => path.startsWith(folder)),
  },
);
