import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

import { ALERT_NAMES } from "../../../src/bundle/alerts/alert-entries";
import type { AlertName } from "../../../src/bundle/alerts/alert-entries";
import { INCIDENT_ALERTS } from "../../../src/bundle/alerts/incident-alerts";
import { silencedUntilOver } from "../../../src/bundle/alerts/alert-times";
import { ruleGroups } from "../../../src/bundle/alerts/rule-groups";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import {
  SHIPPED_ALERTMANAGER_CONFIG,
  shippedAlertmanagerConfig,
} from "../../support/bundle/shipped-alertmanager-config";

const CONFIG = shippedAlertmanagerConfig();
const { scopeLabels, evaluationIntervalMs } = DEFAULT_BUNDLE_OPTIONS;

interface AlertLabels {
  readonly alertname: string;
  readonly severity?: string;
  readonly page?: string;
}

/** Labels that the rules give each alert, beside those of its series. */
const ALERT_LABELS: readonly AlertLabels[] = ruleGroups(DEFAULT_BUNDLE_OPTIONS).flatMap(({ rules }) =>
  rules.flatMap((rule) => ("alert" in rule ? [{ alertname: rule.alert, ...rule.labels }] : [])),
);

/** The alerts that matchers on `alertname` choose; Alertmanager's patterns match names as a whole. */
function chosenBy(matchers: readonly string[]): readonly AlertName[] {
  return ALERT_NAMES.filter((name) =>
    matchers
      .filter((matcher) => !matcher.startsWith("shard="))
      .every((matcher) => {
        const [, operator, value = ""] = /^alertname(=~|!~|!=|=)"(.+)"$/.exec(matcher) ?? [];
        if (operator === undefined)
          throw new Error(`this test reads matchers on alertname only, not ${matcher}`);
        const matches = new RegExp(`^(?:${value})$`).test(name);
        return operator.startsWith("!") ? !matches : matches;
      }),
  );
}

const INHIBITIONS = CONFIG.inhibit_rules.map(({ source_matchers, target_matchers, equal }) => ({
  sources: chosenBy(source_matchers),
  targets: chosenBy(target_matchers),
  equal,
}));

function silencedBy(source: AlertName): readonly AlertName[] {
  return INHIBITIONS.filter(({ sources }) => sources.includes(source)).flatMap(({ targets }) => targets);
}

describe("what an alert silences", () => {
  test("names in inhibitions are those of alerts, each of them", () => {
    const text = CONFIG.inhibit_rules.flatMap(({ source_matchers, target_matchers }) => [
      ...source_matchers,
      ...target_matchers,
    ]);
    const names = text
      .filter(
        (matcher) => matcher.startsWith("alertname") && !matcher.includes(".+") && !matcher.includes("("),
      )
      .flatMap((matcher) => (/"(.+)"/.exec(matcher)?.[1] ?? "").split("|"));

    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !(ALERT_NAMES as readonly string[]).includes(name))).toEqual([]);
  });

  test("is of the same cluster, by every label that tells clusters apart", () => {
    for (const { equal } of INHIBITIONS) expect(equal).toEqual(expect.arrayContaining([...scopeLabels]));
  });

  test("a region of which the trouble is known silences all lesser news about it, but not that it flaps, that its work ends or what it costs", () => {
    const aboutRegions = ALERT_LABELS.filter((labels) => "region" in labels).map(
      ({ alertname }) => alertname,
    );
    const silenced: readonly string[] = silencedBy("TidaldbRegionInvolved");

    expect(aboutRegions.filter((name) => !silenced.includes(name))).toEqual([
      "TidaldbRegionInTrouble",
      "TidaldbLinkInTrouble",
      "TidaldbReplicaInTrouble",
      "TidaldbRegionOffline",
      "TidaldbRegionDegraded",
      "TidaldbRegionUnknown",
      "TidaldbRegionInvolved",
      "TidaldbRegionFlapping",
      "TidaldbMaintenanceEndsSoon",
      "TidaldbErrorBudgetBurnsFast",
      "TidaldbErrorBudgetBurnsSlowly",
    ]);
    expect(silenced.filter((name) => !aboutRegions.includes(name))).toEqual([]);
  });

  test("nothing silences a page about an incident: one whose end is silenced is never closed", () => {
    const silenced: readonly string[] = INHIBITIONS.flatMap(({ targets }) => targets);

    expect(INCIDENT_ALERTS.map(({ name }) => name).filter((name) => silenced.includes(name))).toEqual([]);
  });

  test("an absent exporter silences all that it would know of", () => {
    const silenced: readonly string[] = silencedBy("TidaldbExporterAbsent");

    expect(ALERT_NAMES.filter((name) => !silenced.includes(name))).toEqual([
      ...INCIDENT_ALERTS.map(({ name }) => name),
      "TidaldbExporterUnreachable",
      "TidaldbExporterAbsent",
      "Watchdog",
    ]);
  });

  test("one unreachable exporter silences nothing about regions: another may still watch them", () => {
    const silenced: readonly string[] = silencedBy("TidaldbExporterUnreachable");
    const regional = ALERT_LABELS.filter((labels) => "region" in labels).map(({ alertname }) => alertname);

    expect(silenced.filter((name) => regional.includes(name))).toEqual([]);
  });

  test("the alerts that must be over before their silencer are those that the file has it silence", () => {
    const sources = ALERT_NAMES.filter((name) => silencedUntilOver(name).length > 0);
    expect(sources).not.toEqual([]);
    for (const source of sources) {
      expect([...silencedUntilOver(source)].sort()).toEqual([...new Set(silencedBy(source))].sort());
    }
  });

  test("no alert silences itself, and none silences one that silences it", () => {
    for (const { sources, targets } of INHIBITIONS) {
      expect(sources.filter((source) => targets.includes(source))).toEqual([]);
      for (const target of targets) {
        expect(silencedBy(target).filter((name) => sources.includes(name))).toEqual([]);
      }
    }
  });

  // What is still held on to when its silencer resolves is sent in that moment: a page for a recovery.
  describe.each([1000, 30_000, 300_000])("where silence is Offline after %i ms", (offlineAfterMs) => {
    const { alertTimes } = bundleOptions({ thresholds: { offlineAfterMs } });

    test.each([...new Set(silencedBy("TidaldbRegionInvolved"))])(
      "%s does not outlast what silences it",
      (target) => {
        expect(alertTimes[target].keepFiringForMs).toBeLessThan(
          alertTimes.TidaldbRegionInvolved.keepFiringForMs,
        );
      },
    );

    // Otherwise the pager hears that what is not watched any more is over.
    test("an absent exporter is known two evaluations before a page that it silences is let go of", () => {
      const knownMs = alertTimes.TidaldbExporterAbsent.forMs + 2 * evaluationIntervalMs;
      const pages = ALERT_LABELS.filter(
        (labels) => labels.severity === "critical" || labels.page === "true",
      ).map(({ alertname }) => alertname);
      // What is blind stays so in its expression when it vanishes: alerts/tests/TidaldbControlPlanesBlind.yml.
      const silencedPages = silencedBy("TidaldbExporterAbsent").filter(
        (name) => pages.includes(name) && name !== "TidaldbControlPlanesBlind",
      );

      expect(silencedPages.length).toBeGreaterThan(2);
      expect(silencedPages.filter((name) => alertTimes[name].keepFiringForMs <= knownMs)).toEqual([]);
    });
  });
});

test("the table of routes has every alert with the labels that the rules give it", () => {
  const table = parse(
    readFileSync(join(SHIPPED_ALERTMANAGER_CONFIG, "..", "routing-tests.yml"), "utf8"),
  ) as readonly { labels: Readonly<Record<string, string>> }[];
  const tested = table.map(({ labels }) => labels);

  for (const { alertname, severity, page } of ALERT_LABELS) {
    expect(tested).toContainEqual({ alertname, severity, ...(page !== undefined && { page }) });
  }
});

test("notifications are grouped by cluster and region, so that a region in trouble is one incident", () => {
  const regional = CONFIG.route.routes?.find(({ matchers }) => matchers?.includes('region!=""'));
  expect(regional?.group_by).toEqual(["cluster", "namespace", "region", "peer"]);
});

test("no secret stands in the configuration: every key, token and address of a webhook is read from a file", () => {
  const text = readFileSync(SHIPPED_ALERTMANAGER_CONFIG, "utf8");
  const settings = text
    .split("\n")
    .filter((line) => /(key|token|password|credentials|api_url)(_file)?:/.test(line));

  expect(settings.length).toBeGreaterThanOrEqual(3);
  expect(settings.filter((line) => !line.includes("_file: /etc/alertmanager/secrets/"))).toEqual([]);
});
