import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

import { adaptAlertmanager, adaptRunbook } from "../../../../src/bundle/adapt-shipped-text";
import { ruleGroups } from "../../../../src/bundle/alerts/rule-groups";
import type { Rule } from "../../../../src/bundle/alerts/rule-groups";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import type { BundleOptions } from "../../../../src/bundle/options/options";
import { parseDuration } from "../../../../src/strict-yaml/duration";
import { markdownPromql } from "../../../support/bundle/promql-in-markdown";
import { ACCEPTED_OPTIONS } from "../../../support/bundle/options-arbitrary";
import { readPromql } from "../../../support/bundle/promql-reading";
import { propertyRuns } from "../../../support/property-runs";

const ALERTS = join(__dirname, "..", "..", "..", "..", "alerts");
const ALERTMANAGER = readFileSync(join(ALERTS, "alertmanager.yml"), "utf8");
const RUNBOOKS = readdirSync(join(ALERTS, "runbooks")).map((name) =>
  readFileSync(join(ALERTS, "runbooks", name), "utf8"),
);

type AlertRule = Extract<Rule, { alert: string }>;

function rulesOf(options: BundleOptions): readonly Rule[] {
  return ruleGroups(options).flatMap(({ rules }) => rules);
}

function alertRules(options: BundleOptions): readonly AlertRule[] {
  return rulesOf(options).filter((rule) => "alert" in rule);
}

/** The queries in annotations, with a value for each label. */
function annotationQueries({ annotations }: AlertRule): readonly string[] {
  return Object.values(annotations).flatMap((text) =>
    [...text.matchAll(/`([^`]*)`/g)].map(([, query = ""]) => query.replaceAll("%q", '"x"')),
  );
}

/** Labels of the alert's series: what its outermost aggregation groups by. */
function seriesLabels({ expr }: AlertRule): readonly string[] {
  return readPromql(expr).groupings[0]?.labels ?? [];
}

/** Holds for whatever options are accepted. */
function always(name: string, holds: (options: BundleOptions) => void): void {
  test(name, () => {
    fc.assert(fc.property(ACCEPTED_OPTIONS, holds), propertyRuns(12));
  });
}

describe("Whatever the options, as far as they are accepted,", () => {
  always("every expression and every query in a text is PromQL", (options) => {
    const expressions = [
      ...rulesOf(options).map(({ expr }) => expr),
      ...alertRules(options).flatMap(annotationQueries),
    ];
    expect(expressions.flatMap((expr) => readPromql(expr).syntaxErrors)).toEqual([]);
  });

  // Two alerts with the same labels fail the rule as a whole: none of its alerts fires.
  always(
    "a rule overwrites no label that tells its alerts apart, unless another label keeps the value",
    (options) => {
      const lost = alertRules(options).flatMap((rule) => {
        const values = Object.values(rule.labels);
        return seriesLabels(rule)
          .filter((label) => label in rule.labels && !values.includes(`{{ $labels.${label} }}`))
          .map((label) => `${rule.alert}: ${label}`);
      });
      expect(lost).toEqual([]);
    },
  );

  always("nothing is grouped by the same label twice", (options) => {
    for (const { expr } of rulesOf(options)) {
      for (const { labels } of readPromql(expr).groupings) expect(labels).toEqual([...new Set(labels)]);
    }
  });

  always("every range holds two scrapes", (options) => {
    const ranges = rulesOf(options).flatMap(({ expr }) =>
      [...expr.matchAll(/\[([^\]:]+)\]/g)].map(([, range = ""]) => parseDuration(range) ?? 0),
    );
    expect(Math.min(...ranges)).toBeGreaterThanOrEqual(2 * options.evaluationIntervalMs);
  });

  always(
    "what Alertmanager groups by and compares is the scope, the instance, or set by the rules",
    (options) => {
      const set = ["region", "leader_region", "peer", "shard"];
      const carried = [...options.scopeLabels, "alertname", "instance", ...set];
      const used = [
        ...adaptAlertmanager(ALERTMANAGER, options).matchAll(/(?:equal|group_by): \[([^\]]*)\]/g),
      ].flatMap(([, labels = ""]) => labels.split(", "));
      expect(used.filter((label) => label !== "" && !carried.includes(label))).toEqual([]);
      // Whichever alerts are off.
      const all = { ...options, alertUrgencies: DEFAULT_BUNDLE_OPTIONS.alertUrgencies };
      expect(alertRules(all).flatMap(({ labels }) => Object.keys(labels))).toEqual(
        expect.arrayContaining(set),
      );
    },
  );

  always("runbooks ask in PromQL, with the labels and the job that there are", (options) => {
    const queries = RUNBOOKS.flatMap((text) => markdownPromql("", adaptRunbook(text, options)));
    const renamed = Object.entries(options.labelNames).filter(([label, name]) => label !== name);
    for (const { expr } of queries) {
      const { syntaxErrors, selectors, groupings } = readPromql(expr);
      expect(syntaxErrors).toEqual([]);
      const used = [
        ...groupings.flatMap(({ labels }) => labels),
        ...selectors.flatMap(({ matchers }) => matchers.map(({ label }) => label)),
      ];
      for (const [label] of renamed) expect(used).not.toContain(label);
      for (const { matchers } of selectors) {
        const job = matchers.find(({ label }) => label === "job");
        expect(job?.value ?? options.jobName).toBe(options.jobName);
      }
    }
  });
});
