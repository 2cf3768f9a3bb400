import { readFileSync } from "node:fs";
import { join } from "node:path";

import { licenceProblems } from "../../../scripts/licences/licence-problems";
import { licencesMarkdown } from "../../../scripts/licences/licences-markdown";
import { lockedPackages } from "../../../scripts/licences/locked-packages";

const LOCK_FILE = join(__dirname, "..", "..", "..", "package-lock.json");

function problemsOf(entry: Readonly<Record<string, unknown>>): readonly string[] {
  return licenceProblems(lockedPackages(JSON.stringify({ packages: { "": {}, "node_modules/x": entry } })));
}

describe("the licences of packages", () => {
  test("allow what every locked package is used for", () => {
    expect(licenceProblems(lockedPackages(readFileSync(LOCK_FILE, "utf8")))).toEqual([]);
  });

  test.each([
    ["MIT", {}, true],
    ["MIT", { dev: true }, true],
    ["CC-BY-4.0", { dev: true }, true],
    ["CC-BY-4.0", {}, false],
    ["CC-BY-4.0", { devOptional: true }, false],
    ["(MIT OR GPL-3.0-only)", {}, true],
    ["MIT AND Apache-2.0", {}, true],
    ["MIT AND GPL-3.0-only", { dev: true }, false],
    ["(CC0-1.0 OR CC-BY-4.0)", {}, false],
    ["GPL-3.0-only", { dev: true }, false],
    ["SEE LICENSE IN LICENSE.md", { dev: true }, false],
    ["toString", { dev: true }, false],
    ["", {}, false],
  ])("%s of a package with %j: allowed is %s", (license, entry, isAllowed) => {
    expect(problemsOf({ version: "1.0.0", license, ...entry }).length).toBe(isAllowed ? 0 : 1);
  });

  test("must be stated, and the problem names package, version, purpose and next step", () => {
    expect(problemsOf({ version: "1.0.0", dev: true })).toEqual([
      "x 1.0.0 states no licence, which scripts/licences/allowed-licences.ts does not allow for development; " +
        "use another package, or have the licence judged and add it",
    ]);
  });
});

test("one version that is there for development and for an installation is listed once, with the stricter purpose", () => {
  const packages = {
    "": {},
    "node_modules/a/node_modules/x": { version: "1.0.0", license: "MIT" },
    "node_modules/x": { version: "1.0.0", license: "MIT", dev: true },
    "node_modules/@scope/y": { version: "2.0.0", license: "ISC", dev: true },
  };

  const locked = lockedPackages(JSON.stringify({ packages }));

  expect(locked).toEqual([
    { name: "@scope/y", version: "2.0.0", licence: "ISC", isForDevelopment: true },
    { name: "x", version: "1.0.0", licence: "MIT", isForDevelopment: false },
  ]);
  expect(licencesMarkdown(locked)).toContain("## In an installation (1)\n\n### MIT (1)\n\n- `x` 1.0.0\n");
});
