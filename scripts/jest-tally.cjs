const { appendFileSync } = require("node:fs");

/**
 * A jest reporter that appends one line "PASSED FAILED" per run to the file that TEST_TALLY names, so that whoever runs
 * several suites can add them up. A test file that does not even load counts as one failed test. Without TEST_TALLY it
 * does nothing.
 */
module.exports = class JestTally {
  onRunComplete(_contexts, results) {
    const path = process.env.TEST_TALLY;
    if (!path) return;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    appendFileSync(path, `${results.numPassedTests} ${failed}\n`);
  }
};
