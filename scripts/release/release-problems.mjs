import { readFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "./run.mjs";

/** A sentence for everything that keeps this checkout from being released as that version. */
export function releaseProblems(root, version) {
  const git = (...args) => run("git", args, { cwd: root }).trim();
  const { version: locked } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const problems = [];
  if (locked !== version)
    problems.push(`package-lock.json is of version ${locked}, package.json of ${version}: run npm install`);
  const [latest = ""] = /^## .*$/m.exec(readFileSync(join(root, "CHANGELOG.md"), "utf8")) ?? [];
  if (!new RegExp(`^## ${version.replaceAll(".", "\\.")} \\(\\d{4}-\\d\\d-\\d\\d\\)$`).test(latest))
    problems.push(`CHANGELOG.md begins with "${latest}"; expected "## ${version} (YYYY-MM-DD)"`);
  if (git("status", "--porcelain") !== "") problems.push("the checkout has changes: commit them first");
  if (git("tag", "--list", `v${version}`) !== "")
    problems.push(`there is a tag v${version}: this version was released; choose the next`);
  return problems;
}
