const { randomInt } = require("node:crypto");

/**
 * A jest reporter that draws one seed for the property tests of a run, unless PROPERTY_SEED gives it, and says at the end
 * which it was. The test files find it in their environment: see test/support/property-runs.ts.
 */
module.exports = class JestPropertySeed {
  onRunStart() {
    process.env.PROPERTY_SEED ??= String(randomInt(2 ** 31));
  }

  onRunComplete() {
    const { PROPERTY_RUNS: runs, PROPERTY_SEED: seed } = process.env;
    const repeat =
      runs === undefined ? `PROPERTY_SEED=${seed}` : `PROPERTY_RUNS=${runs} PROPERTY_SEED=${seed}`;
    const share = runs === "all" ? "all runs" : "few runs (PROPERTY_RUNS=all makes all)";
    console.error(`Property tests: ${share}, seed ${seed}; ${repeat} repeats them.`);
  }
};
