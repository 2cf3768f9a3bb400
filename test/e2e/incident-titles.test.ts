import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { INCIDENT_ALERTS } from "../../src/bundle/alerts/incident-alerts";
import { ruleGroups } from "../../src/bundle/alerts/rule-groups";
import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { subjectCauses } from "../../src/bundle/signals/incident-subject";
import { INCIDENT_CAUSES } from "../../src/domain/terms/incident";
import type { IncidentCause } from "../../src/domain/terms/incident";
import { renderTemplate } from "../support/programs/amtool";
import { describeWithProgram } from "../support/programs/describe-with-program";

/** What a locked phone shows of a page. */
const ONE_LINE = 70;
const TARGET = { cluster: "production", job: "tidaldb-exporter", instance: "a:10843" };

/** What an incident is about, and how bad it is, in a cluster of a hundred shards in five regions. */
interface Incident {
  readonly cause: IncidentCause;
  readonly region?: string;
  readonly peer?: string;
  readonly shard?: string;
  readonly source?: string;
  readonly silent?: number;
  readonly lagging?: number;
  readonly leaderless?: number;
}

const TITLES: readonly (readonly [incident: Incident, title: string, past: string])[] = [
  [
    { cause: "nothing_heard", silent: 500, lagging: 400, leaderless: 100 },
    "Nothing heard: 500 replicas, 100 shards without a leader",
    "Nothing was heard",
  ],
  [
    { cause: "region_silent", region: "us-west", silent: 100, lagging: 80, leaderless: 20 },
    "us-west silent: 100 replicas, 20 shards without a leader",
    "us-west was silent",
  ],
  [
    { cause: "region_silent", region: "ap-south", silent: 15, lagging: 10 },
    "ap-south silent: 15 replicas",
    "ap-south was silent",
  ],
  [
    { cause: "region_isolated", region: "ap-south", lagging: 160 },
    "ap-south isolated: 160 followers",
    "ap-south was isolated",
  ],
  [
    { cause: "region_behind", region: "ap-south", lagging: 80 },
    "ap-south behind: 80 followers",
    "ap-south was behind",
  ],
  [
    { cause: "region_not_shipping", region: "ap-south", lagging: 80 },
    "ap-south not shipping: 80 followers",
    "ap-south was not shipping",
  ],
  [
    { cause: "link", region: "ap-south", peer: "us-east", lagging: 40 },
    "Link ap-south - us-east broken: 40 followers",
    "Link ap-south - us-east was broken",
  ],
  [
    { cause: "replica_silent", region: "ap-south", shard: "10042", silent: 1, leaderless: 1 },
    "Shard 10042 in ap-south silent",
    "Shard 10042 in ap-south was silent",
  ],
  [
    { cause: "replica_unstable", region: "ap-south", shard: "10042" },
    "Shard 10042 in ap-south unstable",
    "Shard 10042 in ap-south was unstable",
  ],
  [
    { cause: "shard_behind", region: "ap-south", peer: "us-east", shard: "10042", lagging: 1 },
    "Shard 10042 in ap-south behind",
    "Shard 10042 in ap-south was behind",
  ],
  [
    { cause: "leader_conflict", shard: "10042" },
    "Shard 10042 has two leaders",
    "Shard 10042 had two leaders",
  ],
  [
    { cause: "no_leader", shard: "10042", leaderless: 1 },
    "Shard 10042 has no leader",
    "Shard 10042 had no leader",
  ],
  [
    { cause: "source_unreachable", source: "us-east-leader", silent: 500 },
    "Source us-east-leader unreachable: 500 replicas",
    "Source us-east-leader was unreachable",
  ],
  [
    { cause: "source_stalled", source: "us-east-leader", silent: 500 },
    "Source us-east-leader stalled: 500 replicas",
    "Source us-east-leader was stalled",
  ],
];

function alertFor(cause: IncidentCause): (typeof INCIDENT_ALERTS)[number] {
  const found = INCIDENT_ALERTS.find(({ incident }) => subjectCauses(incident).includes(cause));
  if (found === undefined) throw new Error(`no alert for ${cause}`);
  return found;
}

/** Labels of the alert about an incident, beside its name and severity. */
function subjectOf(incident: Incident): Readonly<Record<string, string>> {
  const { labels = {} } = alertFor(incident.cause) as { labels?: Readonly<Record<string, string>> };
  return Object.fromEntries(
    Object.keys(labels).map((label) => [
      label,
      incident[label as "region" | "peer" | "shard" | "source"] ?? "",
    ]),
  );
}

/** The shipped rules about incidents, with no annotation but the title. */
function titleRules(): object {
  const names: readonly string[] = INCIDENT_ALERTS.map(({ name }) => name);
  const groups = ruleGroups(DEFAULT_BUNDLE_OPTIONS).map((group) => ({
    ...group,
    rules: group.rules
      .filter((rule) => "record" in rule || names.includes(rule.alert))
      .map((rule) =>
        "record" in rule ? rule : { ...rule, annotations: { title: rule.annotations["title"] } },
      ),
  }));
  return { groups };
}

/** One incident that an exporter tells from the beginning on. */
function seriesOf(incident: Incident): readonly object[] {
  const {
    cause,
    region = "",
    peer = "",
    shard = "",
    source = "",
    silent = 0,
    lagging = 0,
    leaderless = 0,
  } = incident;
  const text = (labels: object): string =>
    Object.entries(labels)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join();
  const ofExporter = text(TARGET);
  const ofIncident = text({ ...TARGET, cause, region, peer, shard, source });
  return [
    [`up{${ofExporter}}`, "1x40"],
    [`tidaldb_exporter_settled{${ofExporter}}`, "1x40"],
    [`tidaldb_exporter_time_seconds{${ofExporter}}`, "0+15x40"],
    [`tidaldb_incident_active{${ofIncident}}`, "1x40"],
    [`tidaldb_incident_started_timestamp_seconds{${ofIncident}}`, "0x40"],
    [`tidaldb_incident_silent_replicas{${ofIncident}}`, `${silent}x40`],
    [`tidaldb_incident_lagging_followers{${ofIncident}}`, `${lagging}x40`],
    [`tidaldb_incident_shards_without_leader{${ofIncident}}`, `${leaderless}x40`],
  ].map(([series, values]) => ({ series, values }));
}

/** Has promtool evaluate the rules over each incident. @returns what it says when a title is another. */
function titleProblems(): string {
  const folder = mkdtempSync(join(tmpdir(), "incident-titles-"));
  try {
    writeFileSync(join(folder, "rules.yml"), JSON.stringify(titleRules()));
    const tests = TITLES.map(([incident, title]) => {
      const { name, severity } = alertFor(incident.cause);
      const { cluster, job } = TARGET;
      const labels = { severity, cluster, job, ...subjectOf(incident) };
      return {
        interval: "15s",
        input_series: seriesOf(incident),
        alert_rule_test: [
          {
            eval_time: "5m",
            alertname: name,
            exp_alerts: [{ exp_labels: labels, exp_annotations: { title } }],
          },
        ],
      };
    });
    const path = join(folder, "tests.yml");
    writeFileSync(path, JSON.stringify({ rule_files: ["rules.yml"], evaluation_interval: "5s", tests }));
    const { status, stdout, stderr, error } = spawnSync("promtool", ["test", "rules", path], {
      encoding: "utf8",
    });
    if (error) throw error;
    return status === 0 ? "" : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The title of the page about an incident. */
function pageTitle(incident: Incident, title: string, status: "firing" | "resolved"): string {
  const { name, severity } = alertFor(incident.cause);
  const labels = { cluster: TARGET.cluster, ...subjectOf(incident) };
  return renderTemplate("tidaldb.title", {
    status,
    groupLabels: Object.fromEntries(Object.entries(labels).filter(([label]) => label !== "shard")),
    commonLabels: { severity },
    externalURL: "https://alertmanager",
    alerts: [
      {
        status,
        labels: { alertname: name, severity, ...labels },
        annotations: { title, summary: "A summary.", description: "A description." },
        startsAt: "2026-03-01T03:04:05Z",
        endsAt: "2026-03-01T04:05:06Z",
      },
    ],
  });
}

describeWithProgram("prometheus", "The titles of incidents", () => {
  test("are what the rules make of their cause, their subject and their size", () => {
    expect(titleProblems()).toBe("");
  });

  test("are tried for every cause", () => {
    expect(new Set(TITLES.map(([{ cause }]) => cause))).toEqual(new Set(INCIDENT_CAUSES));
  });
});

describeWithProgram("amtool", "The title of a page", () => {
  test.each(TITLES.map(([incident, title, past]) => [title, past, incident] as const))(
    "%s; when it is over: %s",
    (title, past, incident) => {
      const firing = pageTitle(incident, title, "firing");
      const resolved = pageTitle(incident, title, "resolved");

      expect([firing, resolved]).toEqual([`production: ${title}`, `Resolved: production: ${past}`]);
      expect(Math.max(firing.length, resolved.length)).toBeLessThan(ONE_LINE);
    },
  );
});
