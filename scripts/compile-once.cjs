const vm = require("node:vm");

const { compileFunction } = vm;

/**
 * Compiles a module once for each process that runs tests. Each test file is a context of its own, for which jest compiles every
 * module anew, as a function, of which V8 remembers nothing; a script of the same text it finds again, with all that has run of it.
 */
vm.compileFunction = function compileOnce(text, parameters, options = {}) {
  const { filename, parsingContext } = options;
  // What imports while it runs is answered by jest, differently in each test file.
  const isCommon = parsingContext !== undefined && !text.includes("import(");
  if (!isCommon) return compileFunction(text, parameters, options);
  // The head stands in a line before the first, so that a stack names the lines and columns of the module.
  const script = new vm.Script(`(function (${parameters.join(", ")}) {\n${text}\n})`, {
    filename,
    lineOffset: -1,
  });
  return script.runInContext(parsingContext);
};
