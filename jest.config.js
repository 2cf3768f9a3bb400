const transform = { "\\.ts$": "<rootDir>/scripts/jest-transpile.cjs" };

/** Each suite is one folder below test/, and below reference-cluster/test/ for what is about that program; e2e needs programs that npm does not install and runs by its own command. */
const suite = (name) => ({
  displayName: name,
  // One name for all, so that they share what is kept of transformed files; each would transform all sources for itself.
  id: "tidaldb-exporter",
  rootDir: __dirname,
  testEnvironment: "<rootDir>/scripts/jest-one-context.cjs",
  runtime: "<rootDir>/scripts/jest-shared-modules.cjs",
  testMatch: ["test", "reference-cluster/test"].map((folder) => `<rootDir>/${folder}/${name}/**/*.test.ts`),
  moduleNameMapper: { "^#exporter/(.*)$": "<rootDir>/src/$1" },
  transform,
});

module.exports = {
  projects: ["unit", "contract", "golden", "integration", "regression", "fuzz"].map(suite),
  // The process that hands out the files has little to do itself; without this, two cores mean one worker.
  maxWorkers: "100%",
  // Ends what hangs. How fast something is, no test judges by this: the machine may have much else to do.
  testTimeout: 120_000,
  collectCoverageFrom: ["src/**/*.ts"],
  reporters: ["default", "<rootDir>/scripts/jest-tally.cjs", "<rootDir>/scripts/jest-property-seed.cjs"],
};
