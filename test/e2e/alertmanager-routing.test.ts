import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";

import { amtool, renderTemplate, routesTo } from "../support/programs/amtool";
import type { TemplateData } from "../support/programs/amtool";
import { describeWithProgram } from "../support/programs/describe-with-program";
import {
  SHIPPED_ALERTMANAGER_CONFIG,
  shippedAlertmanagerConfig,
} from "../support/bundle/shipped-alertmanager-config";

interface RoutingTest {
  readonly receiver: string;
  readonly labels: Readonly<Record<string, string>>;
}

const TABLE = parse(
  readFileSync(join(dirname(SHIPPED_ALERTMANAGER_CONFIG), "routing-tests.yml"), "utf8"),
) as readonly RoutingTest[];

/** Labels that series may have beside an alert's own; none of them may change who is told. */
const TARGET_LABELS: readonly Readonly<Record<string, string>>[] = [
  {},
  { cluster: "production", namespace: "tidaldb", job: "tidaldb-exporter", region: "eu-west" },
];

describeWithProgram("amtool", "The shipped configuration of Alertmanager, as amtool reads it", () => {
  test("is valid, with its templates", () => {
    const { status, stdout } = amtool("check-config", SHIPPED_ALERTMANAGER_CONFIG);

    expect(stdout).toContain("1 templates");
    expect(status).toBe(0);
  });

  test.each(
    TABLE.map(({ receiver, labels }) => [receiver, Object.values(labels).join(" "), labels] as const),
  )("tells the %s of %s", (receiver, _title, labels) => {
    for (const more of TARGET_LABELS) {
      expect(routesTo(receiver, { ...labels, ...more })).toMatchObject({ status: 0 });
    }
  });

  test("is not what every test would pass with: a wrong receiver is found", () => {
    const { status, stdout } = routesTo("quiet", {
      alertname: "TidaldbRegionOffline",
      severity: "critical",
    });

    expect(status).not.toBe(0);
    expect(stdout).toContain("pager");
  });

  test("has a test for each of its receivers", () => {
    const tested = new Set(TABLE.map(({ receiver }) => receiver));

    expect([...tested].sort()).toEqual(
      shippedAlertmanagerConfig()
        .receivers.map(({ name }) => name)
        .sort(),
    );
  });
});

type AlertData = TemplateData["alerts"][number];

function alert(name: string, severity: string, status: AlertData["status"] = "firing"): AlertData {
  return {
    status,
    labels: { alertname: name, severity },
    annotations: {
      summary: `Summary of ${name}.`,
      description: `Description of ${name}.`,
      runbook_url: `https://runbooks/${name}.md`,
      dashboard_url: `https://grafana/d/x?var-cluster=c&var-region=${name}`,
    },
    startsAt: "2026-03-01T03:04:05Z",
    endsAt: status === "resolved" ? "2026-03-01T04:05:06Z" : "0001-01-01T00:00:00Z",
  };
}

function notification(
  alerts: readonly AlertData[],
  groupLabels: Readonly<Record<string, string>> = { cluster: "production", region: "eu-west" },
): TemplateData {
  const isFiring = alerts.some(({ status }) => status === "firing");
  const severities = new Set(alerts.map(({ labels }) => labels["severity"] ?? ""));
  const [severity = ""] = severities;
  return {
    status: isFiring ? "firing" : "resolved",
    groupLabels,
    commonLabels: severities.size === 1 ? { severity } : {},
    externalURL: "https://alertmanager",
    alerts,
  };
}

const DEGRADED = alert("TidaldbRegionDegraded", "warning");
const STALLED = alert("TidaldbReplicationStalled", "critical");

describeWithProgram("amtool", "What a page and a message say", () => {
  test.each([
    [{ cluster: "production", region: "eu-west" }, "production/eu-west"],
    [{ region: "eu-west" }, "eu-west"],
    [{ cluster: "production" }, "production"],
    [{ cluster: "production", namespace: "blue", region: "eu-west" }, "production/blue/eu-west"],
    [{ env: "staging", region: "eu-west" }, "staging/eu-west"],
    [{}, "tidalDB"],
  ])("begins with where it is: %j", (groupLabels, where) => {
    expect(renderTemplate("tidaldb.title", notification([DEGRADED], groupLabels))).toBe(
      `${where}: RegionDegraded. Summary of TidaldbRegionDegraded.`,
    );
  });

  test("names each alert of a group once, and speaks of the gravest", () => {
    const data = notification([DEGRADED, STALLED, STALLED]);

    expect(renderTemplate("tidaldb.title", data)).toBe(
      "production/eu-west: ReplicationStalled, RegionDegraded. Summary of TidaldbReplicationStalled.",
    );
    expect(renderTemplate("tidaldb.runbook_url", data)).toBe("https://runbooks/TidaldbReplicationStalled.md");
    expect(renderTemplate("tidaldb.dashboard_url", data)).toBe(STALLED.annotations["dashboard_url"]);
  });

  test("names an alert beside another whose name begins like its own", () => {
    const data = notification([
      alert("TidaldbShardDownLong", "warning"),
      alert("TidaldbShardDown", "warning"),
    ]);

    expect(renderTemplate("tidaldb.names", data)).toBe("ShardDownLong, ShardDown");
  });

  test("speaks of what still fires while the rest has resolved", () => {
    const data = notification([alert("TidaldbReplicationStalled", "critical", "resolved"), DEGRADED]);

    expect(renderTemplate("tidaldb.title", data)).toBe(
      "production/eu-west: RegionDegraded. Summary of TidaldbRegionDegraded.",
    );
  });

  test("says so when all has resolved", () => {
    const data = notification([alert("TidaldbRegionOffline", "critical", "resolved")]);

    expect(renderTemplate("tidaldb.title", data)).toBe(
      "Resolved: production/eu-west: RegionOffline. Summary of TidaldbRegionOffline.",
    );
    expect(renderTemplate("tidaldb.resolved", data)).toBe(
      "RegionOffline is over since Mar 1 04:05 UTC\nIt was: Description of TidaldbRegionOffline.\n",
    );
    expect(renderTemplate("tidaldb.slack_color", data)).toBe("good");
  });

  test.each([
    ["eu-west silent: 15 replicas, 5 shards without a leader", "eu-west was silent"],
    ["Nothing heard: 45 replicas", "Nothing was heard"],
    ["Link us-east - eu-west broken: 10 followers", "Link us-east - eu-west was broken"],
    ["Shard 3 in eu-west behind", "Shard 3 in eu-west was behind"],
    ["Shard 3 has no leader", "Shard 3 had no leader"],
  ])("speaks of an incident, %s, in the past when it is over, and not of its last remains", (title, past) => {
    const over = alert("TidaldbRegionInTrouble", "critical", "resolved");
    const data = notification([{ ...over, annotations: { ...over.annotations, title } }]);

    expect(renderTemplate("tidaldb.title", data)).toBe(`Resolved: production: ${past}`);
  });

  test("gives a page the facts of each alert, the critical ones first", () => {
    expect(renderTemplate("tidaldb.firing", notification([DEGRADED, STALLED]))).toBe(
      [
        "ReplicationStalled (critical) since Mar 1 03:04 UTC",
        "Description of TidaldbReplicationStalled.",
        "Runbook: https://runbooks/TidaldbReplicationStalled.md",
        "Dashboard: https://grafana/d/x?var-cluster=c&var-region=TidaldbReplicationStalled",
        "",
        "RegionDegraded (warning) since Mar 1 03:04 UTC",
        "Description of TidaldbRegionDegraded.",
        "Runbook: https://runbooks/TidaldbRegionDegraded.md",
        "Dashboard: https://grafana/d/x?var-cluster=c&var-region=TidaldbRegionDegraded",
        "",
        "",
      ].join("\n"),
    );
  });

  test("does not fill a phone: of thirty shards it shows eight and the number", () => {
    const shards = Array.from({ length: 30 }, () => alert("TidaldbShardDown", "warning"));
    const text = renderTemplate("tidaldb.slack_text", notification(shards));

    expect(text.match(/ShardDown\*/g)).toHaveLength(8);
    expect(text).toContain("30 alerts in all; see https://alertmanager");
  });

  test("escapes what Slack would take for its own", () => {
    expect(renderTemplate("tidaldb.slack_text", notification([DEGRADED]))).toBe(
      "*RegionDegraded* (warning) Description of TidaldbRegionDegraded. " +
        "<https://runbooks/TidaldbRegionDegraded.md|Runbook> · " +
        "<https://grafana/d/x?var-cluster=c&amp;var-region=TidaldbRegionDegraded|Dashboard>\n",
    );
  });

  test.each([
    ["error", [DEGRADED]],
    ["critical", [DEGRADED, STALLED]],
  ])("tells PagerDuty a severity that wakes somebody: %s", (severity, alerts) => {
    expect(renderTemplate("tidaldb.pager_severity", notification(alerts))).toBe(severity);
  });
});
