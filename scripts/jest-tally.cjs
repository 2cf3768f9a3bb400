const { appendFileSync } = require("node:fs");

/**
 * A jest reporter that appends one line "PASSED FAILED" per run to the file that TEST_TALLY names, so that whoever runs
 * several suites can add them up, and behind it a line "failed: FILE: TEST" for each test that failed. A test file that does
 * not even load counts as one failed test. Without TEST_TALLY it does nothing.
 */
module.exports = class JestTally {
  onRunComplete(_contexts, results) {
    const path = process.env.TEST_TALLY;
    if (!path) return;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const names = results.testResults.flatMap((suite) => namesOfFailed(suite, process.cwd()));
    appendFileSync(
      path,
      [`${results.numPassedTests} ${failed}`, ...names.map((name) => `failed: ${name}`), ""].join("\n"),
    );
  }
};

function namesOfFailed({ testFilePath, testExecError, testResults }, root) {
  const file = testFilePath.replace(`${root}/`, "");
  if (testExecError !== undefined && testExecError !== null) return [`${file}: did not load`];
  const failed = testResults.filter(({ status }) => status === "failed");
  return failed.map(({ fullName }) => `${file}: ${fullName.replaceAll(/\s+/gu, " ")}`);
}
