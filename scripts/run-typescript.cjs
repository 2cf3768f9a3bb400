const { readFileSync } = require("node:fs");
const { stripTypes } = require("./strip-types.cjs");

/**
 * Preloaded (`node --require`), lets a program load sources without a compiler of its own: their types are stripped as for
 * jest, and what was stripped once is kept for both.
 */
require.extensions[".ts"] = function loadStripped(module, path) {
  module._compile(stripTypes(readFileSync(path, "utf8"), path).code, path);
};
