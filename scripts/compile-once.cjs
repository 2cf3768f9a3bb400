const vm = require("node:vm");

const { compileFunction } = vm;

/**
 * By which jest knows in which test it is. Before Node 24 such a storage hooks every promise of the process, a tenth of what
 * scenarios take; tests that run one after the other, as ours do, need no more than a variable. An error that comes after
 * its test has ended fails the test that runs by then, as it did before jest 30.
 */
const HOOKS_COST = Number.parseInt(process.versions.node, 10) < 24;
const CIRCUS = "/jest-circus/build/";
const HOOKED = "new _nodeAsync_hooks.AsyncLocalStorage()";
const PLAIN = `({
  store: undefined,
  getStore() {
    return this.store;
  },
  async run(store, callback) {
    const outer = this.store;
    this.store = store;
    try {
      return await callback();
    } finally {
      this.store = outer;
    }
  },
})`;

/**
 * What belongs to the language, and no test replaces. In a context that Node made, each mention of a global is a call out of
 * compiled code, some seventy times as slow as a parameter of a function around the module (342 and 4.6 ns).
 */
const LANGUAGE = [
  ...["Array", "Boolean", "Function", "Number", "Object", "String", "Symbol", "BigInt", "RegExp", "Promise"],
  ...["Map", "Set", "WeakMap", "WeakSet", "WeakRef", "Proxy", "Reflect", "Math", "JSON", "Infinity", "NaN"],
  ...["Error", "TypeError", "RangeError", "ArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Int16Array"],
  ...["Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array"],
  ...["BigUint64Array", "isNaN", "isFinite", "parseInt", "parseFloat"],
].join(", ");
const TAKE_LANGUAGE = new vm.Script(`({ ${LANGUAGE} })`);
const languages = new WeakMap();

/** The language as a context has it. */
function languageOf(context) {
  if (!languages.has(context)) languages.set(context, TAKE_LANGUAGE.runInContext(context));
  return languages.get(context);
}

/**
 * Compiles a module once for each process that runs tests. Each test file is a context of its own, for which jest compiles every
 * module anew, as a function, of which V8 remembers nothing; a script of the same text it finds again, with all that has run of it.
 */
vm.compileFunction = function compileOnce(text, parameters, options = {}) {
  const { filename, parsingContext } = options;
  // What imports while it runs is answered by jest, differently in each test file.
  const isCommon = parsingContext !== undefined && !text.includes("import(");
  if (!isCommon) return compileFunction(text, parameters, options);
  const source = HOOKS_COST && filename.includes(CIRCUS) ? text.replace(HOOKED, PLAIN) : text;
  // The head stands in a line before the first, so that a stack names the lines and columns of the module.
  const head = `(function ({ ${LANGUAGE} }) { return (function (${parameters.join(", ")}) {`;
  const script = new vm.Script(`${head}\n${source}\n}); })`, { filename, lineOffset: -1 });
  return script.runInContext(parsingContext)(languageOf(parsingContext));
};
