import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { INCIDENT_CODES, VERDICT_CODES } from "../../../src/bundle/signals/panels/incident-code";
import { ALL_SHARDS } from "../../../src/bundle/signals/panels/panel-promql";

/** Series by what they are called, with their values; a row by its labels and its value. */
export interface IncidentTableCase {
  readonly state: string;
  readonly series: Readonly<Record<string, number>>;
  readonly rows: readonly (readonly [labels: string, value: number])[];
}

/** The job of all series. */
export const JOB = `job="${DEFAULT_BUNDLE_OPTIONS.jobName}"`;
/** Labels of the series of two exporters. */
export const A = `cluster="c",instance="a",${JOB}`;
/** See {@link A}. */
export const B = `cluster="c",instance="b",${JOB}`;

/** The labels of a row, as promtool writes them; a dash for what it does not have. */
export function row(alert: string, region = "–", shard = "–", source = "–"): string {
  return `{alert="${alert}",cluster="c",${JOB},peer="–",region="${region}",shard="${shard}",source="${source}"}`;
}

/** A cluster of which much is wrong at once, with a shard of each kind. */
export const MUCH = {
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

/** The same where regions or shards are chosen. */
export interface NarrowedCase extends IncidentTableCase {
  readonly region: string;
  /** Undefined: on the page of regions, on which shards cannot be chosen. */
  readonly shard?: string;
}

/** As Grafana fills in the variables of the pages of regions and shards. */
const ALL_REGIONS = ".+";

/** What is told of which choice. */
export const NARROWED: readonly NarrowedCase[] = [
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
