/**
 * Checks the rules and runs their tests with Prometheus' own tool: `promtool` of the search path, or what PROMTOOL names.
 * The tests hold for range selectors that are closed on the left (Prometheus 2.42 and later) and open (3.x); to see that,
 * run this with both. Each file of tests is run on the rules that it depends on, as many at a time as there are cores, or
 * as RULE_TESTS_AT_A_TIME says.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { rulesUnderTest, testOnRules, unknownAlerts } from "./check-rules/rules-under-test.cjs";

const alerts = join(dirname(dirname(fileURLToPath(import.meta.url))), "alerts");
const promtool = process.env.PROMTOOL ?? "promtool";
const atATime = Number(process.env.RULE_TESTS_AT_A_TIME ?? availableParallelism());
const rulesPath = join(alerts, "tidaldb.rules.yml");

/** Resolves with whether it is content, and what it prints. Rejects when there is none. */
function run(...args) {
  return new Promise((resolve, reject) => {
    execFile(promtool, args, { maxBuffer: Infinity }, (error, stdout, stderr) => {
      if (error?.code === "ENOENT") {
        reject(
          new Error(
            `${promtool} was not found: install Prometheus (Debian: apt-get install prometheus), or set PROMTOOL`,
          ),
        );
      } else resolve({ isContent: error === null, output: stdout + stderr });
    });
  });
}

function report({ isContent, output }, what) {
  if (isContent) console.log(`${what}: passed`);
  else {
    process.exitCode = 1;
    console.error(`${what}: FAILED\n${output}`);
  }
}

async function runTests(folder) {
  const rules = parse(readFileSync(rulesPath, "utf8"));
  const waiting = readdirSync(join(alerts, "tests")).filter((name) => name.endsWith(".yml"));
  const runSome = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const test = parse(readFileSync(join(alerts, "tests", name), "utf8"));
      const unknown = unknownAlerts(rules, test);
      if (unknown.length > 0)
        report({ isContent: false, output: `no rule makes ${unknown.join(", ")}` }, name);
      const under = rulesUnderTest(rules, test);
      const path = join(folder, `rules-of-${name}`);
      writeFileSync(path, JSON.stringify(under));
      writeFileSync(join(folder, name), JSON.stringify(testOnRules(test, path, under)));
      report(await run("test", "rules", join(folder, name)), join("tests", name));
    }
  };
  await Promise.all(Array.from({ length: atATime }, runSome));
}

const folder = mkdtempSync(join(tmpdir(), "check-rules-"));
try {
  report(await run("check", "rules", "--lint=all", "--lint-fatal", rulesPath), "tidaldb.rules.yml");
  if (process.exitCode === undefined) await runTests(folder);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
