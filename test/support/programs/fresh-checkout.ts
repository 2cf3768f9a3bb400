import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

/** Copies what git tracks of a checkout, as it lies there now, to a folder that is not there yet: nothing is installed, nothing compiled. */
export function copyFreshCheckout(from: string, to: string): void {
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: from, encoding: "utf8" }).split("\0");
  for (const name of tracked) {
    // A file that is being removed may still be in the index.
    if (name !== "" && existsSync(join(from, name))) cpSync(join(from, name), join(to, name));
  }
}
