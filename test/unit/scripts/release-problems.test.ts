import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SCRIPTS = join(__dirname, "..", "..", "..", "scripts");
const MODULE = pathToFileURL(join(SCRIPTS, "release", "release-problems.mjs")).href;
const VERSION = "1.2.3";

let checkout: string;

function git(...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", ...args], {
    cwd: checkout,
    stdio: "pipe",
  });
}

function file(name: string, text: string): void {
  writeFileSync(join(checkout, name), text);
}

function problems(): readonly string[] {
  const script = `import { releaseProblems } from "${MODULE}";
    console.log(JSON.stringify(releaseProblems(process.argv[1], process.argv[2])));`;
  const args = ["--input-type=module", "--eval", script, checkout, VERSION];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as readonly string[];
}

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "release-test-"));
  git("init", "--quiet");
  file("package-lock.json", JSON.stringify({ version: VERSION }));
  file("CHANGELOG.md", `# Changelog\n\n## ${VERSION} (2026-01-31)\n\n## 1.2.2 (2025-12-01)\n`);
  git("add", ".");
  git("commit", "--quiet", "--message", "x");
});

afterEach(() => {
  rmSync(checkout, { recursive: true, force: true });
});

test("nothing keeps a clean checkout, whose changelog begins with the version and its day, from being released", () => {
  expect(problems()).toEqual([]);
});

test.each([
  ["has no day yet", `## ${VERSION} (unreleased)`],
  ["is about another version", "## 1.2.2 (2025-12-01)"],
  ["is about a longer version", `## ${VERSION}0 (2026-01-31)`],
])("a changelog whose first heading %s is named", (_, heading) => {
  file("CHANGELOG.md", `# Changelog\n\n${heading}\n\n## ${VERSION} (2026-01-31)\n`);
  git("commit", "--quiet", "--all", "--message", "x");

  expect(problems()).toEqual([
    `CHANGELOG.md begins with "${heading}"; expected "## ${VERSION} (YYYY-MM-DD)"`,
  ]);
});

test("a lock file of another version, changes and a tag of the version are named together", () => {
  git("tag", `v${VERSION}`);
  file("package-lock.json", JSON.stringify({ version: "1.2.2" }));

  expect(problems()).toEqual([
    "package-lock.json is of version 1.2.2, package.json of 1.2.3: run npm install",
    "the checkout has changes: commit them first",
    "there is a tag v1.2.3: this version was released; choose the next",
  ]);
});
