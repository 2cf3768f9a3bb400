const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { version } = require("typescript/package.json");

const ROOT = join(__dirname, "..");
const SETTINGS = join(ROOT, "tsconfig.json");
const CACHE = join(ROOT, "node_modules", ".cache", "stripped-types");

/** All that decides what a source becomes, besides itself and its path. */
const common = [
  version,
  readFileSync(SETTINGS, "utf8"),
  readFileSync(join(__dirname, "strip-types.cjs"), "utf8"),
].join("\n");

/** tsconfig.json's own, but for what says how modules are written and found, which is CommonJS everywhere. */
function compilerOptions(ts) {
  const { config, error } = ts.readConfigFile(SETTINGS, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
  const { target, esModuleInterop, isolatedModules } = ts.convertCompilerOptionsFromJson(
    config.compilerOptions,
    ROOT,
  ).options;
  const module = ts.ModuleKind.CommonJS;
  return { target, esModuleInterop, isolatedModules, module, sourceMap: true, inlineSources: true };
}

let options;

function transpiled(text, path) {
  // Loading the compiler takes longer than any file: only who meets something new does.
  const ts = require("typescript");
  options ??= compilerOptions(ts);
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: options,
  });
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), map: sourceMapText };
}

/** What a source becomes depends on this, in one word. */
module.exports.strippedKey = function strippedKey(text, path) {
  return createHash("sha256")
    .update(JSON.stringify([common, path, text]))
    .digest("hex");
};

/** A source without its types, as `{ code, map }`. What was stripped once is kept, for jest and for programs that tests start. */
module.exports.stripTypes = function stripTypes(text, path) {
  const file = join(CACHE, `${module.exports.strippedKey(text, path)}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    const stripped = transpiled(text, path);
    mkdirSync(CACHE, { recursive: true });
    // Others look here at the same time: what they find is whole.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(stripped));
    renameSync(draft, file);
    return stripped;
  }
};
