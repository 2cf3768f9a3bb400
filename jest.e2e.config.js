const {
  projects: [suite],
} = require("./jest.config.js");

/**
 * The suite that runs the compiled program beside real ones (Prometheus, a Rust reader ...). Two files at a
 * time, however many cores there are: each starts servers of its own, and mostly waits for what they do once a second.
 */
module.exports = {
  projects: [{ ...suite, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] }],
  maxWorkers: 2,
  testSequencer: "<rootDir>/scripts/jest-longest-first.cjs",
  testTimeout: 60_000,
  // After a failed start, the servers that did start would keep the run from ending.
  forceExit: true,
  reporters: ["default", "<rootDir>/scripts/jest-tally.cjs"],
};
