const {
  projects: [suite],
} = require("./jest.config.js");

/**
 * The suite that runs the compiled program beside real ones (Prometheus, a Rust reader ...). One file at a time: each
 * starts servers of its own and waits for what they do once a second.
 */
module.exports = {
  projects: [{ ...suite, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] }],
  maxWorkers: 1,
  testTimeout: 60_000,
  reporters: ["default", "<rootDir>/scripts/jest-tally.cjs"],
};
