import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
  ModelAlertmanager,
  type EmptyGroups,
  type PostedAlert,
} from "../../../truth/alertmanager/model-alertmanager";

const CONFIG = `
route:
  receiver: pager
  group_by: [cluster, namespace, region]
  group_wait: 15s
  group_interval: 2m
  repeat_interval: 4h
  routes:
    - receiver: dead-mans-switch
      matchers: [alertname="Watchdog"]
      group_wait: 0s
      group_interval: 1m
      repeat_interval: 50s
    - receiver: quiet
      matchers: ['severity=~"warning|info"', 'page!="true"']
      group_wait: 2m
      group_interval: 5m
      repeat_interval: 12h
inhibit_rules:
  - source_matchers: [alertname="TidaldbRegionOffline"]
    target_matchers: [alertname=~"TidaldbRegionDegraded|TidaldbShardDown"]
    equal: [cluster, namespace, job, region]
receivers:
  - { name: pager, pagerduty_configs: [{}] }
  - { name: quiet, slack_configs: [{ send_resolved: true }] }
  - { name: dead-mans-switch, webhook_configs: [{ send_resolved: false }] }
`;

type Post = readonly [second: number, alerts: readonly PostedAlert[]];

const alert = (alertname: string, labels: Record<string, string>, from: number, to = 1e6): PostedAlert => ({
  labels: { alertname, cluster: "prod", job: "tidaldb-exporter", ...labels },
  firedAtMs: from * 1000,
  endsAtMs: to * 1000,
});

const offline = (from: number, to?: number): PostedAlert =>
  alert("TidaldbRegionOffline", { region: "eu", severity: "critical" }, from, to);
const degraded = (from: number, to?: number): PostedAlert =>
  alert("TidaldbRegionDegraded", { region: "eu", severity: "warning", page: "true" }, from, to);
const down = (from: number, to?: number): PostedAlert =>
  alert("TidaldbShardDown", { region: "eu", shard: "s1", severity: "warning" }, from, to);
const watchdog = (from: number): PostedAlert => alert("Watchdog", { severity: "none" }, from);

/** What is sent until a second: `SECOND RECEIVER +FIRING -RESOLVED`. */
function told(posts: readonly Post[], untilSecond: number, emptyGroups?: EmptyGroups): readonly string[] {
  const model = new ModelAlertmanager(CONFIG, emptyGroups);
  for (const [second, alerts] of posts) model.post(alerts, second * 1000);
  const names = (sign: string, labels: readonly Readonly<Record<string, string>>[]): readonly string[] =>
    labels.map(({ alertname = "" }) => sign + alertname.replace("Tidaldb", ""));
  return model
    .advance(untilSecond * 1000)
    .map(({ atMs, receiver, firing, resolved }) =>
      [atMs / 1000, receiver, ...names("+", firing), ...names("-", resolved)].join(" "),
    );
}

describe("the model of Alertmanager", () => {
  const stories: readonly [string, readonly Post[], number, readonly string[]][] = [
    ["tells the pager after the wait of the group", [[0, [offline(0)]]], 600, ["15 pager +RegionOffline"]],
    [
      "tells at the next look of the group that an alert has resolved",
      [
        [0, [offline(0)]],
        [60, [offline(0, 60)]],
      ],
      600,
      ["15 pager +RegionOffline", "135 pager -RegionOffline"],
    ],
    [
      "tells again what still fires after the repeat interval, at the first look later than that",
      [[0, [offline(0)]]],
      14_600,
      ["15 pager +RegionOffline", "14535 pager +RegionOffline"],
    ],
    [
      "keeps silent about what a region that is Offline explains",
      [[0, [degraded(0), down(0), offline(0)]]],
      600,
      ["15 pager +RegionOffline"],
    ],
    [
      "tells what was silenced once the silencing alert is over",
      [
        [0, [offline(0), degraded(0)]],
        [60, [offline(0, 60)]],
      ],
      600,
      ["15 pager +RegionOffline", "135 pager +RegionDegraded -RegionOffline"],
    ],
    [
      "never tells of an alert that is over before the wait is",
      [
        [0, [offline(0)]],
        [10, [offline(0, 10)]],
      ],
      600,
      [],
    ],
    ["tells quiet alerts to the quiet receiver", [[0, [down(0)]]], 600, ["120 quiet +ShardDown"]],
    [
      "repeats the dead man's switch with each look",
      [[0, [watchdog(0)]]],
      130,
      ["0 dead-mans-switch +Watchdog", "60 dead-mans-switch +Watchdog", "120 dead-mans-switch +Watchdog"],
    ],
    [
      "flushes at once a new group whose alert has fired for longer than the wait",
      [[100, [offline(0)]]],
      120,
      ["100 pager +RegionOffline"],
    ],
    [
      "keeps the later end that another sender has promised",
      [
        [0, [offline(0, 240)]],
        [10, [offline(0, 100)]],
      ],
      600,
      ["15 pager +RegionOffline", "255 pager -RegionOffline"],
    ],
    [
      "never tells of the end of an alert that ended while it was silenced",
      [
        [0, [degraded(0)]],
        [30, [offline(30)]],
        [60, [degraded(0, 60)]],
        [300, [offline(30, 300)]],
      ],
      1200,
      ["15 pager +RegionDegraded", "135 pager +RegionOffline", "375 pager -RegionOffline"],
    ],
    [
      "tells it after all when the end is posted again later than the silence",
      [
        [0, [degraded(0)]],
        [30, [offline(30)]],
        [60, [degraded(0, 60)]],
        [300, [offline(30, 300)]],
        [310, [degraded(0, 60)]],
      ],
      1200,
      ["15 pager +RegionDegraded", "135 pager +RegionOffline", "375 pager -RegionDegraded -RegionOffline"],
    ],
    [
      "remembers what it has sent of a group that was empty for a while",
      [
        [0, [offline(0)]],
        [60, [offline(0, 60)]],
        [400, [offline(0, 60)]],
        [4000, [offline(4000)]],
      ],
      5000,
      ["15 pager +RegionOffline", "135 pager -RegionOffline", "4015 pager +RegionOffline"],
    ],
  ];

  it.each(stories)("%s", (_, posts, until, expected) => {
    expect(told(posts, until)).toEqual(expected);
  });

  it.each([
    [
      "go at maintenance",
      ["15 pager +RegionOffline", "135 pager -RegionOffline", "255 pager +RegionOffline"],
    ],
    ["go at once", ["15 pager +RegionOffline", "135 pager -RegionOffline", "155 pager +RegionOffline"]],
  ] as const)("tells what comes again as a group does of which empty ones %s", (emptyGroups, expected) => {
    const posts: readonly Post[] = [
      [0, [offline(0)]],
      [60, [offline(0, 60)]],
      [140, [offline(140)]],
    ];

    expect(told(posts, 400, emptyGroups)).toEqual(expected);
  });

  it("reads the shipped configuration", () => {
    const shipped = readFileSync(join(__dirname, "../../../alerts/alertmanager.yml"), "utf8");
    const model = new ModelAlertmanager(shipped);
    model.post([offline(0)], 0);
    expect(model.advance(60_000)).toMatchObject([{ receiver: "pager", firing: [{ region: "eu" }] }]);
  });

  it("refuses what it does not model", () => {
    const config = "route: { receiver: a, mute_time_intervals: [night] }\nreceivers: [{ name: a }]";
    expect(() => new ModelAlertmanager(config)).toThrow("a route's mute_time_intervals is not modelled");
  });
});
