import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = join(__dirname, "..", "..", "..", "scripts", "audit.mjs");
const ADVISORY = "GHSA-aaaa-bbbb-cccc";

/** As npm reports it: the advisory once, and a package that has it through another one. */
const REPORT = {
  vulnerabilities: {
    inner: {
      via: [
        {
          source: 1,
          name: "inner",
          title: "Too much of something",
          url: `https://github.com/advisories/${ADVISORY}`,
          severity: "high",
          range: "<2.0.0",
        },
      ],
    },
    outer: { via: ["inner"] },
  },
};
const CLEAN = { vulnerabilities: {} };

const folder = mkdtempSync(join(tmpdir(), "audit-test-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function audit(report: object, exceptions: readonly object[]) {
  const paths = { report: join(folder, "report.json"), exceptions: join(folder, "exceptions.json") };
  writeFileSync(paths.report, JSON.stringify(report));
  writeFileSync(paths.exceptions, JSON.stringify(exceptions));
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, paths.report], {
    encoding: "utf8",
    env: { ...process.env, AUDIT_EXCEPTIONS: paths.exceptions },
  });
  return { status, stdout, stderr };
}

test("an advisory without an exception fails once, and is named with its package and severity", () => {
  const { status, stderr } = audit(REPORT, []);

  expect(stderr).toBe(
    `${ADVISORY} (high): Too much of something, in inner <2.0.0; update it, or except the advisory with a reason\n`,
  );
  expect(status).toBe(1);
});

test("an advisory with a reason and a day in the future passes", () => {
  const { status, stderr } = audit(REPORT, [
    { advisory: ADVISORY, reason: "not reachable", expires: "9999-12-31" },
  ]);

  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test.each([
  ["has no reason", REPORT, { reason: " ", expires: "9999-12-31" }, "gives no reason"],
  ["has no last day", REPORT, { reason: "x" }, 'needs "expires"'],
  ["has expired", REPORT, { reason: "x", expires: "2020-01-01" }, "expired on 2020-01-01"],
  ["is of no use any more", CLEAN, { reason: "x", expires: "9999-12-31" }, "of no use any more; remove it"],
])("an exception fails that %s", (_, report, exception, message) => {
  const { status, stderr } = audit(report, [{ advisory: ADVISORY, ...exception }]);

  expect(stderr).toContain(message);
  expect(status).toBe(1);
});

test("a registry that does not answer fails nothing, and is named aloud", () => {
  const { status, stderr } = audit({ message: "405 Method Not Allowed" }, []);

  expect(stderr).toBe("SKIPPED: the audit of the packages: 405 Method Not Allowed\n");
  expect(status).toBe(0);
});
