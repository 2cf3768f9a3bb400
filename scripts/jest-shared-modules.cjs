const { join, sep } = require("node:path");
const { default: Runtime } = require("jest-runtime");

/** Loaded anew for each test file: what registers tests and hooks as it is loaded, and what knows in which test it is. */
const OF_ONE_FILE = [
  ...["test", "reference-cluster/test"].map((folder) => join(__dirname, "..", folder) + sep),
  join(__dirname, "..", "node_modules", "jest-circus") + sep,
];

let shared;

/**
 * Loads packages and sources once for each process that runs test files, all of which have one context
 * (scripts/jest-one-context.cjs): to load them anew for each of 550 files was a third of what the tests take. Sources have no
 * state in a module, which the linter holds. What a test spies on is restored at the end of its file. `jest.mock` replaces
 * a module for those of the test's own folders only.
 */
module.exports = class SharedModules extends Runtime {
  constructor(...args) {
    super(...args);
    shared ??= new Runtime(...args);
    // A stack leads through modules that an earlier test file has loaded.
    this.transformCache.sourceMaps = shared.transformCache.sourceMaps;
  }

  requireModule(from, name, ...rest) {
    return this.#isShared(from, name)
      ? shared.requireModule(from, name, ...rest)
      : super.requireModule(from, name, ...rest);
  }

  #isShared(from, name) {
    if (name !== undefined && this._resolution.isCoreModule(name)) return false;
    const path = name === undefined ? from : shared._resolution.resolveCjs(from, name);
    return !OF_ONE_FILE.some((folder) => path.startsWith(folder));
  }

  /** What has run since the test file before. The counters are those of the modules, which go on counting. */
  getAllCoverageInfoCopy() {
    const { __coverage__: coverage } = this._environment.global;
    if (coverage === undefined) return undefined;
    const ran = Object.entries(coverage).filter(([, file]) => countersOf(file).some(isAboveZero));
    const copy = globalThis.structuredClone(Object.fromEntries(ran));
    for (const [, file] of ran) for (const counters of countersOf(file)) setToZero(counters);
    return copy;
  }
};

/** The counters of a file's statements and functions, and those of each of its branches, by their number. */
const countersOf = ({ s, f, b }) => [s, f, ...Object.values(b)];

const isAboveZero = (counters) => Object.values(counters).some((count) => count > 0);

function setToZero(counters) {
  for (const number of Object.keys(counters)) counters[number] = 0;
}
