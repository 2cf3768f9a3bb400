const { TestEnvironment } = require("jest-environment-node");

/** By which jest-circus finds who listens to its events; each test file adds its own listeners. */
const LISTENERS = Symbol.for("EVENT_HANDLERS");

let kept;

/** What a test file finds as if it had a context of its own, and what it must not leave behind. */
class KeptContext extends TestEnvironment {
  #exit = this.global.process.exit;

  async setup() {
    // A test may change it.
    this.global.process.env = { ...process.env };
  }

  async teardown() {
    this.fakeTimersModern.useRealTimers();
    delete this.global[LISTENERS];
    // jest wraps it for each test file.
    this.global.process.exit = this.#exit;
  }
}

/**
 * The environment of all test files of one process: a single context, so that modules can be shared
 * (scripts/jest-shared-modules.cjs). To build a context for each file costs more than the tests of most of them.
 */
module.exports = function oneContext(config, context) {
  kept ??= new KeptContext(config, context);
  return kept;
};
