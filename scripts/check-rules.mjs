/**
 * Checks the rules and runs their tests with Prometheus' own tool: `promtool` of the search path, or what PROMTOOL names.
 * The tests hold for range selectors that are closed on the left (Prometheus 2.42 and later) and open (3.x); to see that,
 * run this with both.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const alerts = join(dirname(dirname(fileURLToPath(import.meta.url))), "alerts");
const promtool = process.env.PROMTOOL ?? "promtool";
const tests = readdirSync(join(alerts, "tests")).filter((name) => name.endsWith(".yml"));

function run(...args) {
  const { status, error } = spawnSync(promtool, args, { cwd: alerts, stdio: "inherit" });
  if (error?.code === "ENOENT") {
    console.error(
      `${promtool} was not found: install Prometheus (Debian: apt-get install prometheus), or set PROMTOOL`,
    );
  } else if (error) {
    throw error;
  }
  if (status !== 0) process.exitCode = 1;
}

run("check", "rules", "--lint=all", "--lint-fatal", "tidaldb.rules.yml");
if (process.exitCode === undefined) run("test", "rules", ...tests.map((name) => join("tests", name)));
