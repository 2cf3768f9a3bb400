// Every process that runs test files loads its transformer first.
require("./compile-once.cjs");
const { stripTypes, strippedKey } = require("./strip-types.cjs");

/**
 * A jest transformer that strips the types of one file; `npm run typecheck` is what checks them, for all files at once. What
 * a file becomes depends on nothing but itself, the program that strips it and tsconfig.json: all suites find it in one cache.
 */
module.exports = {
  getCacheKey: (text, path, { instrument }) => strippedKey(text, `${instrument} ${path}`),
  process: stripTypes,
};
