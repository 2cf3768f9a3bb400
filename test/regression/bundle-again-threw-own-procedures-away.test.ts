import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { ALERTS_FOLDER } from "../../src/app/bundle/alerts-folder";
import { adaptRunbook } from "../../src/bundle/adapt-shipped-text";
import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { withSiteProcedure } from "../../src/bundle/site-procedure";
import { writeBundle } from "../../src/bundle/write-bundle";

const PROCEDURE = "\n\nCall Bob; `ssh a`.\r\n\n<!-- a note of ours -->\n- $& é\n\n";
const PLACE = /(log in\. -->)[^]*(<!-- End of the site)/;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A runbook of which somebody edited all that may be edited, and a line that may not. */
function edited(runbook: string): string {
  return runbook.replace(PLACE, (_, begin: string, end: string) => begin + PROCEDURE + end);
}

test("a bundle that is written again keeps what a site wrote into its runbooks, and nothing else", async () => {
  const name = join("runbooks", "TidaldbRegionInTrouble.md");
  const path = join(folder, "alerts", name);
  const shipped = await readFile(join(ALERTS_FOLDER, name), "utf8");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, edited(`Lost.\n${shipped}`));
  const options = { ...DEFAULT_BUNDLE_OPTIONS, jobName: "another" };
  await writeBundle(options, { folder, alertsFolder: ALERTS_FOLDER, version: "0" });

  expect(shipped).toMatch(PLACE);
  expect(await readFile(path, "utf8")).toBe(edited(adaptRunbook(shipped, options)));
});

const RUNBOOK =
  "# A\n<!-- Begin of the site's own procedure: x. -->\n\n<!-- End of the site's own procedure. -->\n";

test.each([
  ["an earlier one without marks", "# A\nOurs.\n"],
  ["an earlier one without the end of the place", "<!-- Begin of the site's own procedure: x. -->\nOurs.\n"],
  ["an earlier one that begins within the mark", "<!-- Begin of the site's own procedure"],
  ["an empty one", ""],
])("a runbook is as it is shipped behind %s", (_which, earlier) => {
  expect(withSiteProcedure(RUNBOOK, earlier)).toBe(RUNBOOK);
});
