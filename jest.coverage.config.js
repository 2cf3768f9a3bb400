const config = require("./jest.config.js");

/** The suites once more, measured: what decides about health and what reads foreign bytes leaves few branches untried. */
module.exports = {
  ...config,
  collectCoverage: true,
  collectCoverageFrom: ["src/domain/**/*.ts", "src/wire/**/*.ts"],
  coverageReporters: ["text-summary", ["text", { skipFull: true }]],
  coverageThreshold: { "./src/domain/": { branches: 95 }, "./src/wire/": { branches: 95 } },
};
