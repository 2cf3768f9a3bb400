import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { INCIDENT_CODES, VERDICT_CODES } from "../../src/bundle/signals/panels/incident-code";
import { whatIsWrong } from "../../src/bundle/signals/panels/incident-rows";
import { ALL_SHARDS, PanelPromql } from "../../src/bundle/signals/panels/panel-promql";
import type { PanelVariable } from "../../src/bundle/signals/panels/panel-promql";
import { INVOLVEMENT_CODES, regionInvolvement } from "../../src/bundle/signals/panels/region-involvement";
import { describeWithProgram } from "../support/programs/describe-with-program";

/** Series by what they are called, with their values; a row by its labels and its value. */
interface Case {
  readonly state: string;
  readonly series: Readonly<Record<string, number>>;
  readonly rows: readonly (readonly [labels: string, value: number])[];
}

const JOB = `job="${DEFAULT_BUNDLE_OPTIONS.jobName}"`;
const A = `cluster="c",instance="a",${JOB}`;
const B = `cluster="c",instance="b",${JOB}`;

function row(alert: string, region = "–", shard = "–", source = "–"): string {
  return `{alert="${alert}",cluster="c",${JOB},peer="–",region="${region}",shard="${shard}",source="${source}"}`;
}

const CASES: readonly Case[] = [
  {
    state: "a settled exporter without incidents",
    series: { [`tidaldb_exporter_settled{${A}}`]: 1, [`up{${A}}`]: 1 },
    rows: [[row("–"), VERDICT_CODES.nothing_wrong]],
  },
  {
    state: "one of which a region was never heard",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_region_health{${A},region="eu",state="unknown"}`]: 1,
    },
    rows: [[row("–"), VERDICT_CODES.not_all_heard]],
  },
  {
    state: "two exporters that give two causes for one region",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_incident_active{${A},cause="region_silent",region="eu"}`]: 1,
      [`tidaldb_exporter_settled{${B}}`]: 1,
      [`tidaldb_incident_active{${B},cause="region_behind",region="eu"}`]: 1,
    },
    rows: [[row("TidaldbRegionInTrouble", "eu"), INCIDENT_CODES.region_silent]],
  },
  {
    state: "a target label called region, and an incident that is about none",
    series: {
      [`tidaldb_exporter_settled{${A},region="dc"}`]: 1,
      [`tidaldb_incident_active{${A},cause="no_leader",region="dc",shard="3"}`]: 1,
    },
    rows: [[row("TidaldbLeadershipLost", "–", "3"), INCIDENT_CODES.no_leader]],
  },
  {
    state: "two sources that give no evidence",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_incident_active{${A},cause="source_unreachable",source="leader"}`]: 1,
      [`tidaldb_incident_active{${A},cause="source_stalled",source="standby"}`]: 1,
    },
    rows: [
      [row("TidaldbSourceInTrouble", "–", "–", "leader"), INCIDENT_CODES.source_unreachable],
      [row("TidaldbSourceInTrouble", "–", "–", "standby"), INCIDENT_CODES.source_stalled],
    ],
  },
  {
    state: "an incident that an exporter tells before it has heard everybody",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 0,
      [`tidaldb_incident_active{${A},cause="replica_silent",region="eu",shard="3"}`]: 1,
    },
    rows: [
      [row("TidaldbReplicaInTrouble", "eu", "3"), INCIDENT_CODES.replica_silent],
      [row("TidaldbControlPlanesBlind"), VERDICT_CODES.not_seen],
    ],
  },
  {
    state: "an exporter that is down",
    series: { [`up{${A}}`]: 0 },
    rows: [[row("TidaldbControlPlanesBlind"), VERDICT_CODES.not_seen]],
  },
  {
    state: "a Degraded region that no incident explains",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_region_health{${A},region="eu",state="degraded"}`]: 1,
      [`tidaldb_region_health_explained{${A},region="eu"}`]: 0,
    },
    rows: [[row("TidaldbRegionDegraded", "eu"), VERDICT_CODES.not_explained]],
  },
  {
    state: "nothing at all",
    series: {},
    rows: [['{alert="–",cluster="–",peer="–",region="–",shard="–",source="–"}', VERDICT_CODES.not_seen]],
  },
];

/** A cluster of which much is wrong at once, with a shard of each kind. */
const MUCH = {
  [`tidaldb_exporter_settled{${A}}`]: 1,
  [`tidaldb_incident_active{${A},cause="region_silent",region="us"}`]: 1,
  [`tidaldb_incident_active{${A},cause="link",region="us",peer="ap"}`]: 1,
  [`tidaldb_incident_active{${A},cause="replica_silent",region="ap",shard="3"}`]: 1,
  [`tidaldb_incident_active{${A},cause="no_leader",shard="4"}`]: 1,
  // Two links and two replicas of one shard with the same other end.
  [`tidaldb_incident_active{${A},cause="link",region="sa",peer="me"}`]: 1,
  [`tidaldb_incident_active{${A},cause="link",region="il",peer="me"}`]: 1,
  [`tidaldb_incident_active{${A},cause="shard_behind",region="sa",peer="il",shard="9"}`]: 1,
  [`tidaldb_incident_active{${A},cause="shard_behind",region="me",peer="il",shard="9"}`]: 1,
  ...Object.fromEntries(
    ["us", "ap", "eu", "af"].map((region) => [
      `tidaldb_region_health{${A},region="${region}",state="offline"}`,
      1,
    ]),
  ),
  [`tidaldb_region_health_explained{${A},region="us"}`]: 1,
  [`tidaldb_region_health_explained{${A},region="ap"}`]: 1,
  [`tidaldb_region_health_explained{${A},region="eu"}`]: 1,
  [`tidaldb_region_health_explained{${A},region="af"}`]: 0,
  [`tidaldb_shard_up{${A},region="us",shard="3"}`]: 0,
  [`tidaldb_shard_up{${A},region="ap",shard="3"}`]: 0,
  [`tidaldb_shard_up{${A},region="ap",shard="4"}`]: 1,
  [`tidaldb_shard_up{${A},region="eu",shard="5"}`]: 1,
} as const;

const US_SILENT = [row("TidaldbRegionInTrouble", "us"), INCIDENT_CODES.region_silent] as const;
const LINK = [
  row("TidaldbLinkInTrouble", "us").replace('peer="–"', 'peer="ap"'),
  INCIDENT_CODES.link,
] as const;
const REPLICA = [row("TidaldbReplicaInTrouble", "ap", "3"), INCIDENT_CODES.replica_silent] as const;
const LEADERLESS = [row("TidaldbLeadershipLost", "–", "4"), INCIDENT_CODES.no_leader] as const;
const AF_UNEXPLAINED = [row("TidaldbRegionDegraded", "af"), VERDICT_CODES.not_explained] as const;

const FAR = [
  [row("TidaldbLinkInTrouble", "sa").replace('peer="–"', 'peer="me"'), INCIDENT_CODES.link],
  [row("TidaldbLinkInTrouble", "il").replace('peer="–"', 'peer="me"'), INCIDENT_CODES.link],
  [row("TidaldbReplicaInTrouble", "sa", "9").replace('peer="–"', 'peer="il"'), INCIDENT_CODES.shard_behind],
  [row("TidaldbReplicaInTrouble", "me", "9").replace('peer="–"', 'peer="il"'), INCIDENT_CODES.shard_behind],
] as const;

const ONE_REGION = {
  [`tidaldb_exporter_settled{${A}}`]: 1,
  [`tidaldb_incident_active{${A},cause="region_behind",region="us"}`]: 1,
  [`tidaldb_region_health{${A},region="eu",state="healthy"}`]: 1,
};

interface NarrowedCase extends Case {
  readonly region: string;
  /** Undefined: on the page of regions, on which shards cannot be chosen. */
  readonly shard?: string;
}

/** As Grafana fills in the variables of the pages of regions and shards. */
const ALL_REGIONS = ".+";

const NARROWED: readonly NarrowedCase[] = [
  {
    state: "all that is wrong, of all regions",
    region: ALL_REGIONS,
    series: MUCH,
    rows: [US_SILENT, LINK, REPLICA, LEADERLESS, AF_UNEXPLAINED, ...FAR],
  },
  {
    state: "what names the region, and shards that nobody can write to",
    region: "us",
    series: MUCH,
    rows: [US_SILENT, LINK, LEADERLESS],
  },
  {
    state: "what names the region as the other end",
    region: "ap",
    series: MUCH,
    rows: [LINK, REPLICA, LEADERLESS],
  },
  {
    state: "what explains a region that suffers from others",
    region: "eu",
    series: MUCH,
    rows: [US_SILENT, LINK, REPLICA, LEADERLESS, ...FAR],
  },
  {
    state: "that a region's trouble is not explained",
    region: "af",
    series: MUCH,
    rows: [LEADERLESS, AF_UNEXPLAINED],
  },
  {
    state: "two regions together",
    region: "(us|af)",
    series: MUCH,
    rows: [US_SILENT, LINK, LEADERLESS, AF_UNEXPLAINED],
  },
  {
    state: "that nothing is heard at all, whatever is chosen",
    region: "eu",
    shard: "3",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_incident_active{${A},cause="nothing_heard"}`]: 1,
      [`tidaldb_incident_active{${A},cause="source_stalled",source="leader"}`]: 1,
    },
    rows: [
      [row("TidaldbNothingHeard"), INCIDENT_CODES.nothing_heard],
      [row("TidaldbSourceInTrouble", "–", "–", "leader"), INCIDENT_CODES.source_stalled],
    ],
  },
  {
    state: "that what is wrong is elsewhere",
    region: "eu",
    series: ONE_REGION,
    rows: [[row("–"), VERDICT_CODES.wrong_elsewhere]],
  },
  {
    state: "that nothing is wrong, here or elsewhere",
    region: "eu",
    series: { [`tidaldb_exporter_settled{${A}}`]: 1 },
    rows: [[row("–"), VERDICT_CODES.nothing_wrong]],
  },
  {
    state: "that the region was not heard yet, rather than that nothing is wrong",
    region: "ap",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_region_health{${A},region="ap",state="unknown"}`]: 1,
    },
    rows: [[row("–"), VERDICT_CODES.not_all_heard]],
  },
  {
    state: "all that is wrong, of all shards",
    region: ALL_REGIONS,
    shard: ALL_SHARDS,
    series: MUCH,
    rows: [US_SILENT, LINK, REPLICA, LEADERLESS, AF_UNEXPLAINED, ...FAR],
  },
  {
    state: "what is wrong with the shard, and with the regions and the link that hold it",
    region: ALL_REGIONS,
    shard: "3",
    series: MUCH,
    rows: [US_SILENT, LINK, REPLICA, AF_UNEXPLAINED],
  },
  {
    state: "of a shard in one region of a link nothing but what befell the shard",
    region: "ap",
    shard: "4",
    series: MUCH,
    rows: [LEADERLESS],
  },
  {
    state: "that nothing is wrong with a shard",
    region: "eu",
    shard: "5",
    series: ONE_REGION,
    rows: [[row("–"), VERDICT_CODES.wrong_elsewhere]],
  },
];

describeWithProgram("promtool", "The table of what is wrong, as Prometheus computes it,", () => {
  const expr = filledIn(["cluster", "job"], { cluster: ".*", job: ".*" });

  test.each(CASES)("tells $state", ({ series, rows }) => {
    expectRows(expr, series, rows);
  });

  test.each(NARROWED)("tells, region $region and shard $shard chosen, $state", (narrowed) => {
    const { region, shard, series, rows } = narrowed;
    const names = [
      "cluster",
      "job",
      "region",
      ...(shard === undefined ? [] : (["shard", "follower"] as const)),
    ] as const;
    expectRows(filledIn(names, { cluster: ".*", job: ".*", region, shard: shard ?? "" }), series, rows);
  });
});

describeWithProgram("promtool", "A region's part in what is wrong", () => {
  test("is told of both ends of several links that share one", () => {
    const part = (region: string): string => `{cluster="c",${JOB},region="${region}"}`;
    const expr = filledIn(["cluster", "job"], { cluster: ".*", job: ".*" }, regionInvolvement);

    expectRows(expr, MUCH, [
      ...["us", "ap", "sa", "il", "me"].map((region) => [part(region), INVOLVEMENT_CODES.subject] as const),
      [part("eu"), INVOLVEMENT_CODES.affected],
      [part("af"), INVOLVEMENT_CODES.not_explained],
    ]);
  });
});

/** A query of a table, with its variables filled in. */
function filledIn(
  names: readonly PanelVariable[],
  values: Readonly<Record<string, string>>,
  signal = whatIsWrong,
): string {
  return signal(new PanelPromql(DEFAULT_BUNDLE_OPTIONS, names)).expr.replace(
    /\$\{?(cluster|job|region|shard)\}?/g,
    (whole, name: string) => values[name] ?? whole,
  );
}

function expectRows(expr: string, series: Case["series"], rows: Case["rows"]): void {
  const folder = mkdtempSync(join(tmpdir(), "what-is-wrong-"));
  const tests = {
    rule_files: [],
    tests: [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([name, value]) => ({
          series: name,
          values: String(value),
        })),
        promql_expr_test: [
          { expr, eval_time: "0m", exp_samples: rows.map(([labels, value]) => ({ labels, value })) },
        ],
      },
    ],
  };
  writeFileSync(join(folder, "tests.yml"), JSON.stringify(tests));
  const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", join(folder, "tests.yml")]);
  rmSync(folder, { recursive: true });

  expect([status, status === 0 ? "" : String(stdout) + String(stderr)]).toEqual([0, ""]);
}
