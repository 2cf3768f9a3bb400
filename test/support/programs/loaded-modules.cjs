// Required before a program: writes what it has loaded into a file when it ends, one path a line.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  writeFileSync(process.env.LOADED_MODULES, Object.keys(require.cache).join("\n"));
});
