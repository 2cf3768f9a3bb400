import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "..", "..", "alerts", "runbooks");

/** What a shell would put into an address as it is: a region may be called `eu west`, `a&b` or `日本`. */
const RAW_NAME = /"\$EXPORTER[^"]*\$REGION/;

test.each(readdirSync(FOLDER))(
  "%s asked for no region whose name has a blank: curl takes no such address",
  (name) => {
    const lines = readFileSync(join(FOLDER, name), "utf8").split("\n");
    expect(lines.filter((line) => RAW_NAME.test(line))).toEqual([]);
  },
);
