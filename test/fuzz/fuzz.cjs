// `npm run fuzz`: lets Node read TypeScript, then becomes the program.
require("ts-node/register/transpile-only");
require("./main.ts");
