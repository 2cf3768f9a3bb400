const {
  projects: [unit],
  reporters,
} = require("./jest.config.js");

/** What decides about health and what reads foreign bytes: their own tests leave few of their branches untried. */
const MEASURED = ["domain", "wire"];

module.exports = {
  projects: [{ ...unit, testMatch: MEASURED.map((folder) => `<rootDir>/test/unit/${folder}/**/*.test.ts`) }],
  reporters,
  collectCoverage: true,
  collectCoverageFrom: MEASURED.map((folder) => `src/${folder}/**/*.ts`),
  coverageReporters: ["text-summary", ["text", { skipFull: true }]],
  coverageThreshold: Object.fromEntries(MEASURED.map((folder) => [`./src/${folder}/`, { branches: 95 }])),
};
