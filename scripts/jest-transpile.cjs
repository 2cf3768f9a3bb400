const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const ts = require("typescript");

const SETTINGS = join(__dirname, "..", "tsconfig.json");

/** tsconfig.json's own, but for what says how modules are written and found, which jest does itself. */
function compilerOptions() {
  const { config, error } = ts.readConfigFile(SETTINGS, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
  const { target, esModuleInterop, isolatedModules } = ts.convertCompilerOptionsFromJson(
    config.compilerOptions,
    join(__dirname, ".."),
  ).options;
  const module = ts.ModuleKind.CommonJS;
  return { target, esModuleInterop, isolatedModules, module, sourceMap: true, inlineSources: true };
}

/**
 * A jest transformer that strips the types of one file; `npm run typecheck` is what checks them, for all files at once. What
 * a file becomes depends on nothing but itself, this program and tsconfig.json: all suites find it in one cache.
 */
module.exports.createTransformer = function createTransformer() {
  const options = compilerOptions();
  const self = readFileSync(join(__dirname, "jest-transpile.cjs"), "utf8");
  const common = JSON.stringify([ts.version, options, self]);
  return {
    getCacheKey: (text, path, { instrument }) =>
      createHash("sha1")
        .update(JSON.stringify([common, instrument, path, text]))
        .digest("hex"),
    process: (text, path) => {
      const { outputText, sourceMapText } = ts.transpileModule(text, {
        fileName: path,
        compilerOptions: options,
      });
      return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), map: sourceMapText };
    },
  };
};
