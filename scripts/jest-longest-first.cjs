const { default: Sequencer } = require("@jest/test-sequencer");

/** What takes minutes and hardly waits, the longest first. Begun last, it would run alone at the end: jest knows sizes of files, not of tests. */
const LONGEST = ["query-cost", "bundle-options"];

const place = ({ path }) => LONGEST.findIndex((name) => path.endsWith(`/${name}.test.ts`));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const others = super.sort(tests.filter((test) => place(test) < 0));
    const longest = tests.filter((test) => place(test) >= 0).sort((one, other) => place(one) - place(other));
    return [...longest, ...others];
  }
};
