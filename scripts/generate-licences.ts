import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { licenceProblems } from "./licences/licence-problems";
import { licencesMarkdown } from "./licences/licences-markdown";
import { lockedPackages } from "./licences/locked-packages";

const root = join(__dirname, "..");
const packages = lockedPackages(readFileSync(join(root, "package-lock.json"), "utf8"));
const problems = licenceProblems(packages);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
writeFileSync(join(root, "docs", "licences.md"), licencesMarkdown(packages));
