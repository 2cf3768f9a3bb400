import { readFileSync } from "node:fs";
import { join } from "node:path";

import { adaptRunbook } from "../../../../src/bundle/adapt-shipped-text";
import { ALERT_NAMES } from "../../../../src/bundle/alerts/alert-entries";
import type { AlertName } from "../../../../src/bundle/alerts/alert-entries";
import { ruleGroups } from "../../../../src/bundle/alerts/rule-groups";
import { optionFindings } from "../../../../src/bundle/option-rules/option-findings";
import { parseBundleOptions } from "../../../../src/bundle/options-file/read-bundle-options";
import { printBundleOptions } from "../../../../src/bundle/options-file/print-bundle-options";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import type { BundleOptions } from "../../../../src/bundle/options/options";
import { formatProblems } from "../../../../src/strict-yaml/config-problem";

const RUNBOOKS = join(__dirname, "..", "..", "..", "..", "alerts", "runbooks");

/** What is wrong with a file of options. */
function problems(text: string): string {
  const result = parseBundleOptions(text, "options.yml");
  return result.ok ? "" : formatProblems(result.problems);
}

/** The options that a file gives. */
function optionsIn(text: string): BundleOptions {
  const result = parseBundleOptions(text, "options.yml");
  if (!result.ok) throw new Error(formatProblems(result.problems));
  return result.value;
}

/** What tells Alertmanager whom to wake, as the rule of each alert says it. */
function told(options: BundleOptions): ReadonlyMap<string, object> {
  const rules = ruleGroups(options).flatMap((group) => group.rules.filter((rule) => "alert" in rule));
  return new Map(
    rules.map(({ alert, labels }) => [alert, { severity: labels["severity"], page: labels["page"] }]),
  );
}

/** The third line of a runbook, up to the link to its dashboard. */
function runbookBegins(name: AlertName, options: BundleOptions): string {
  const text = adaptRunbook(readFileSync(join(RUNBOOKS, `${name}.md`), "utf8"), options);
  return /^\*\*.*?\*\*/.exec(text.split("\n")[2] ?? "")?.[0] ?? "";
}

test("by default whatever is critical pages, and of the rest TidaldbRegionDegraded", () => {
  const { alertUrgencies } = DEFAULT_BUNDLE_OPTIONS;
  const critical = ALERT_NAMES.filter((name) => alertUrgencies[name].severity === "critical");

  expect(ALERT_NAMES.filter((name) => alertUrgencies[name].pages).sort()).toEqual(
    [...critical, "TidaldbRegionDegraded"].sort(),
  );
});

describe.each<[string, AlertName, string, object, string]>([
  [
    "a lesser severity makes a page quiet",
    "TidaldbReplicaInTrouble",
    "{ severity: warning }",
    { severity: "warning", page: undefined },
    "**Warning, quiet.**",
  ],
  [
    "a lesser severity and a page wakes somebody by its label",
    "TidaldbReplicaInTrouble",
    "{ severity: warning, page: true }",
    { severity: "warning", page: "true" },
    "**Warning, pages.**",
  ],
  [
    "a page alone leaves the severity as it is",
    "TidaldbReplicationStalled",
    "{ page: true }",
    { severity: "warning", page: "true" },
    "**Warning, pages.**",
  ],
  [
    "what becomes critical pages without being told to",
    "TidaldbCriticalShards",
    "{ severity: critical }",
    { severity: "critical", page: undefined },
    "**Critical, pages.**",
  ],
  [
    "what pages although it is a warning becomes quiet",
    "TidaldbRegionDegraded",
    "{ page: false }",
    { severity: "warning", page: undefined },
    "**Warning, quiet.**",
  ],
])("%s", (_what, name, urgency, labels, runbook) => {
  const options = optionsIn(`alert_urgencies: { ${name}: ${urgency} }`);

  test("in the labels of its rule, by which Alertmanager routes", () => {
    expect(told(options).get(name)).toEqual(labels);
  });

  test("in the first line of its runbook", () => {
    expect(runbookBegins(name, options)).toBe(runbook);
  });

  test("and leaves the other alerts as they are", () => {
    const others = (of: BundleOptions) => [...told(of)].filter(([each]) => each !== name);

    expect(others(options)).toEqual(others(DEFAULT_BUNDLE_OPTIONS));
  });

  test("also when the options are printed and read again", () => {
    expect(optionsIn(printBundleOptions(options))).toEqual(options);
  });
});

describe("an alert that is off", () => {
  const options = optionsIn(
    "alert_urgencies: { TidaldbRegionInTrouble: { enabled: false }, TidaldbSlowRender: { enabled: false } }",
  );
  const others = (of: BundleOptions) =>
    [...told(of)].filter(([name]) => !["TidaldbRegionInTrouble", "TidaldbSlowRender"].includes(name));

  test("has no rule, and leaves the other alerts as they are", () => {
    expect([...told(options)]).toEqual(others(DEFAULT_BUNDLE_OPTIONS));
  });

  test("takes nothing from what is recorded: other rules read it", () => {
    const records = (of: BundleOptions) =>
      ruleGroups(of).flatMap(({ rules }) => rules.filter((rule) => "record" in rule));

    expect(records(options)).toEqual(records(DEFAULT_BUNDLE_OPTIONS));
  });

  test("is told as such in its runbook, and stays off when the options are printed and read again", () => {
    expect(runbookBegins("TidaldbSlowRender", options)).toBe(
      "**Off: the rules of this installation do not have it.**",
    );
    expect(optionsIn(printBundleOptions(options))).toEqual(options);
  });

  test("leaves no group without rules", () => {
    const off = Object.fromEntries(ALERT_NAMES.map((name) => [name, { enabled: false }]));

    expect(ruleGroups(bundleOptions({ alertUrgencies: off })).map(({ name }) => name)).toEqual([
      "tidaldb.records",
      "tidaldb.incidents",
    ]);
  });

  test("may be critical and quiet: nobody is told of it", () => {
    expect(
      problems("alert_urgencies: { TidaldbSlowRender: { enabled: false, severity: critical, page: false } }"),
    ).toBe("");
  });
});

describe("critical and yet quiet is a contradiction", () => {
  const QUIET = "expected true: what is critical pages; to have it quiet, give it the severity warning";

  test("that is found where page says so", () => {
    expect(problems("alert_urgencies:\n  TidaldbRegionInTrouble: { page: false }")).toContain(
      `options.yml:2:35: alert_urgencies.TidaldbRegionInTrouble.page: ${QUIET}`,
    );
  });

  test("that is found with both of the options that are at odds", () => {
    const urgency = { TidaldbRegionDegraded: { severity: "critical", pages: false } } as const;

    expect(optionFindings(bundleOptions({ alertUrgencies: urgency }))).toEqual([
      {
        options: [
          ["alertUrgencies", "TidaldbRegionDegraded", "pages"],
          ["alertUrgencies", "TidaldbRegionDegraded", "severity"],
        ],
        message: QUIET,
      },
    ]);
  });

  test("that is found once for each alert", () => {
    const text = ALERT_NAMES.map((name) => `  ${name}: { severity: critical, page: false }\n`).join("");

    expect(problems(`alert_urgencies:\n${text}`).split(QUIET)).toHaveLength(ALERT_NAMES.length + 1);
  });

  test("and a page at severity info is none", () => {
    expect(problems("alert_urgencies: { TidaldbSlowRender: { page: true } }")).toBe("");
  });
});

test.each([
  ["{ TidaldbRegionInTruoble: {} }", "did you mean TidaldbRegionInTrouble?"],
  ["{ TidaldbRegionInTrouble: { pages: true } }", "did you mean page?"],
  ["{ TidaldbRegionInTrouble: { severity: page } }", "expected one of critical, warning, info, none, got "],
  ["{ TidaldbRegionInTrouble: { enabled: off } }", "expected true or false, got "],
  ["{ TidaldbRegionInTrouble: off }", "expected "],
  ["{ TidaldbRegionInTrouble: { page: yes } }", "expected true or false, got "],
  ["[TidaldbRegionInTrouble]", "expected "],
])("alert_urgencies: %s is refused", (section, problem) => {
  expect(problems(`alert_urgencies: ${section}`)).toMatch(/^options\.yml:1:\d+: alert_urgencies/);
  expect(problems(`alert_urgencies: ${section}`)).toContain(problem);
});
