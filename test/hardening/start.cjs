/** `npm run harden` without a build of its own: the runs are TypeScript, the exporter that they start is the compiled one. */
require("ts-node/register/transpile-only");
require("./main.ts");
