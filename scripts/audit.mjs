/**
 * Asks npm for known vulnerabilities of the locked packages, those for development included, and fails for each that
 * audit-exceptions.json does not except:
 *
 *     node scripts/audit.mjs [REPORT.json]
 *
 * With a report of `npm audit --json` it judges that one, without asking. An exception names the advisory, gives a reason,
 * and expires: `{ "advisory": "GHSA-...", "reason": "...", "expires": "2027-01-31" }`. One that has expired or is of no
 * use any more fails too. Where the registry cannot be asked, that is said aloud and nothing fails.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { judgeAdvisories } from "./audit/judge-advisories.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const EXCEPTIONS = process.env.AUDIT_EXCEPTIONS ?? join(root, "audit-exceptions.json");

/** The report, or undefined with the reason when nobody answered. */
function askNpm() {
  const { stdout, error } = spawnSync("npm", ["audit", "--json"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return JSON.parse(stdout);
}

const [, , given] = process.argv;
const report = given === undefined ? askNpm() : JSON.parse(readFileSync(given, "utf8"));
if (report.vulnerabilities === undefined) {
  const why = report.message ?? report.error?.summary ?? "npm audit gave no report";
  console.error(`SKIPPED: the audit of the packages: ${why}`);
} else {
  const exceptions = JSON.parse(readFileSync(EXCEPTIONS, "utf8"));
  const today = new Date().toISOString().slice(0, 10);
  const problems = judgeAdvisories(report, exceptions, today);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`No known vulnerability but ${exceptions.length} with a reason.`);
}
