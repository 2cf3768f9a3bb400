import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { INCIDENT_CODES, VERDICT_CODES } from "../../src/bundle/signals/panels/incident-code";
import { incidentSince, whatIsWrong } from "../../src/bundle/signals/panels/incident-rows";
import { clusterWrongSince } from "../../src/bundle/signals/panels/fleet";
import { PanelPromql } from "../../src/bundle/signals/panels/panel-promql";
import type { PanelVariable } from "../../src/bundle/signals/panels/panel-promql";
import { INVOLVEMENT_CODES, regionInvolvement } from "../../src/bundle/signals/panels/region-involvement";
import { A, B, JOB, MUCH, NARROWED, row } from "../support/bundle/incident-table-cases";
import type { IncidentTableCase } from "../support/bundle/incident-table-cases";
import { describeWithProgram } from "../support/programs/describe-with-program";

const CASES: readonly IncidentTableCase[] = [
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
    rows: [[row("TidaldbExporterUnreachable"), VERDICT_CODES.not_reached]],
  },
  {
    state: "an exporter that has just started beside one that is down",
    series: {
      [`up{${B}}`]: 0,
      [`up{${A}}`]: 1,
      [`tidaldb_exporter_settled{${A}}`]: 0,
    },
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

/** Since when Prometheus has known of an alert. */
const since = (alertname: string, labels: string): string =>
  `ALERTS_FOR_STATE{${labels},alertname="${alertname}",severity="critical"}`;

const SINCE_CASES: readonly IncidentTableCase[] = [
  {
    state: "the later of two exporters went",
    series: {
      [`up{${A}}`]: 0,
      [since("TidaldbExporterUnreachable", A)]: 100,
      [`up{${B}}`]: 0,
      [since("TidaldbExporterUnreachable", B)]: 200,
    },
    rows: [[row("TidaldbExporterUnreachable"), 200]],
  },
  {
    state: "exporters that answer have known nothing",
    series: {
      [`up{${A}}`]: 1,
      [`tidaldb_exporter_settled{${A}}`]: 0,
      [since("TidaldbControlPlanesBlind", `cluster="c",${JOB}`)]: 300,
    },
    rows: [[row("TidaldbControlPlanesBlind"), 300]],
  },
  {
    state: "a region that no incident explains has been Degraded",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_region_health{${A},region="eu",state="degraded"}`]: 1,
      [`tidaldb_region_health_explained{${A},region="eu"}`]: 0,
      [`tidaldb_region_health_changed_timestamp_seconds{${A},region="eu"}`]: 400,
      // Of another row: nobody is missing here any more.
      [since("TidaldbExporterUnreachable", B)]: 200,
    },
    rows: [[row("TidaldbRegionDegraded", "eu"), 400]],
  },
  {
    state: "an incident began",
    series: {
      [`tidaldb_exporter_settled{${A}}`]: 1,
      [`tidaldb_incident_active{${A},cause="region_silent",region="eu"}`]: 1,
      [`tidaldb_incident_started_timestamp_seconds{${A},cause="region_silent",region="eu"}`]: 500,
    },
    rows: [[row("TidaldbRegionInTrouble", "eu"), 500]],
  },
];

describeWithProgram("promtool", "Beside what is wrong", () => {
  const variables = { cluster: ".*", job: ".*" };

  test.each(SINCE_CASES)("stands since when $state", ({ series, rows }) => {
    // What began with the epoch, and what has no beginning, are nothing here.
    const expr = `(\n${filledIn(["cluster", "job"], variables, incidentSince)}\n) > 0`;
    expectRows(expr, series, rows);
  });

  test.each(SINCE_CASES)("stands in the row of a fleet's cluster since when $state", ({ series, rows }) => {
    const expr = `(\n${filledIn(["cluster", "job"], variables, clusterWrongSince)}\n) > 0`;
    // A cluster is known by its targets.
    const known = { [`up{${A}}`]: 1, ...series };
    expectRows(
      expr,
      known,
      rows.map(([, value]) => [`{cluster="c",${JOB},namespace="–"}`, value]),
    );
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

function expectRows(
  expr: string,
  series: IncidentTableCase["series"],
  rows: IncidentTableCase["rows"],
): void {
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
