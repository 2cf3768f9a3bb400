import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { mostSilentReplicas } from "../../src/bundle/signals/panels/heartbeat-age";
import { ALL_SHARDS, PanelPromql } from "../../src/bundle/signals/panels/panel-promql";
import { clockSkew, walBytes } from "../../src/bundle/signals/panels/replica-detail";
import { mostLagging, mostLaggingNow } from "../../src/bundle/signals/panels/replication-lag";
import type { Signal } from "../../src/bundle/signals/signal";
import { FastRules } from "../support/bundle/fast-rules";
import { describeWithProgram } from "../support/programs/describe-with-program";

const LABELS = `cluster="c",instance="a",job="${DEFAULT_BUNDLE_OPTIONS.jobName}"`;
/** As many as dashboards draw. */
const SHOWN = 10;
/** More than anything that ranks remembers of one region or link. */
const MANY = 25;

/** Series by what they are called, with their values in promtool's notation. */
type SeriesValues = Readonly<Record<string, string>>;
type Choice = Readonly<Partial<Record<"region" | "shard" | "follower", string>>>;

function manySeries(
  count: number,
  of: (index: number) => readonly [series: string, values: string],
): SeriesValues {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => of(index)));
}

function lag(shard: number, region: string, follower: string): string {
  return `tidaldb_replication_lag_seconds{${LABELS},shard="${shard}",region="${region}",follower="${follower}"}`;
}

function replica(metric: string, shard: number, region: string): string {
  return `tidaldb_shard_${metric}{${LABELS},shard="${shard}",region="${region}"}`;
}

interface RankedCase {
  readonly panel: string;
  readonly shows: string;
  readonly signal: (promql: PanelPromql, count: number) => Signal;
  readonly series: SeriesValues;
  readonly choice?: Choice;
  /** When it is asked, and of which shards and regions it has a line then. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

const CASES: readonly RankedCase[] = [
  {
    panel: "Clocks that are furthest off",
    shows: "live clocks, though a dead region has the worst frozen ones",
    signal: clockSkew,
    series: {
      ...manySeries(MANY, (shard) => [replica("up", shard, "dead"), "0x40"]),
      ...manySeries(MANY, (shard) => [replica("clock_skew_seconds", shard, "dead"), `${100 + shard}x40`]),
      [replica("up", 0, "live")]: "1x40",
      [replica("clock_skew_seconds", 0, "live")]: "-0.9x40",
      [replica("up", 1, "live")]: "1x40",
      [replica("clock_skew_seconds", 1, "live")]: "0.01x40",
    },
    lines: { "30s": ["0 live"] },
  },
  {
    panel: "Lag of the worst followers",
    shows: "a follower where it was behind, and not where it has recovered",
    signal: mostLagging,
    series: {
      [lag(1, "us", "eu")]: "60x15 0.1x25",
      [lag(2, "us", "eu")]: "0.1x20 30x20",
    },
    lines: { "10s": ["1 us eu"], "30s": ["2 us eu"] },
  },
  {
    panel: "Lag of the worst followers",
    shows: "those behind the chosen region, though many lag more behind another",
    signal: mostLagging,
    choice: { region: "eu" },
    series: {
      ...manySeries(MANY, (shard) => [lag(shard, "us", "ap"), `${100 + shard}x40`]),
      [lag(50, "eu", "ap")]: "20x40",
      [lag(51, "eu", "ap")]: "0.1x40",
    },
    lines: { "30s": ["50 eu ap"] },
  },
  {
    panel: "Lag of the worst followers",
    shows: "chosen shards, however little they lag",
    signal: mostLagging,
    choice: { shard: "51" },
    series: {
      ...manySeries(MANY, (shard) => [lag(shard, "us", "ap"), `${100 + shard}x40`]),
      [lag(51, "eu", "ap")]: "0.1x40",
    },
    lines: { "30s": ["51 eu ap"] },
  },
  {
    panel: "Followers that lag most",
    shows: "the chosen follower's, though another lags more",
    signal: mostLaggingNow,
    choice: { follower: "eu" },
    series: {
      ...manySeries(MANY, (shard) => [lag(shard, "us", "ap"), `${100 + shard}x40`]),
      [lag(3, "us", "eu")]: "7x40",
    },
    lines: { "30s": ["3 us eu"] },
  },
  {
    panel: "WAL size",
    shows: "the largest of the chosen region, though another's are larger",
    signal: walBytes,
    choice: { region: "eu" },
    series: {
      ...manySeries(MANY, (shard) => [replica("wal_bytes", shard, "us"), `${1_000_000 + shard}x40`]),
      [replica("wal_bytes", 1, "eu")]: "10x40",
    },
    lines: { "30s": ["1 eu"] },
  },
  {
    panel: "Replicas that have been silent for longest",
    shows: "those of the chosen region, though another's are silent for longer",
    signal: mostSilentReplicas,
    choice: { region: "eu" },
    series: {
      ...manySeries(MANY, (shard) => [replica("up", shard, "us"), "0x40"]),
      ...manySeries(MANY, (shard) => [replica("last_heartbeat_timestamp_seconds", shard, "us"), "0.001x40"]),
      [replica("up", 1, "eu")]: "1x40",
      [replica("last_heartbeat_timestamp_seconds", 1, "eu")]: "20x40",
      [`tidaldb_exporter_time_seconds{${LABELS}}`]: "0+1x40",
    },
    lines: { "30s": ["1 eu"] },
  },
];

describeWithProgram("promtool", "A panel that ranks", () => {
  const rules = new FastRules();
  afterAll(() => {
    rules.remove();
  });

  test.each(CASES)("ranks after it has chosen: $panel shows $shows", ({ signal, series, choice, lines }) => {
    const expr = filledIn(
      signal(new PanelPromql(DEFAULT_BUNDLE_OPTIONS, VARIABLES), SHOWN).expr,
      choice ?? {},
    );
    const asked = Object.entries(lines).map(([eval_time, expected]) => ({
      // Which lines there are; what their values are is another test's.
      expr: `group by (shard, region, follower) (${expr})`,
      eval_time,
      exp_samples: expected.map((line) => ({ labels: labelsOf(line), value: 1 })),
    }));
    const { status, said } = promtool({
      rule_files: [rules.path],
      evaluation_interval: "1s",
      tests: [
        {
          interval: "1s",
          input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
          promql_expr_test: asked,
        },
      ],
    });

    expect([status, said]).toEqual([0, ""]);
  });
});

const VARIABLES = ["cluster", "job", "region", "shard", "follower"] as const;

function filledIn(expr: string, choice: Choice): string {
  const values: Readonly<Record<string, string>> = {
    cluster: ".*",
    job: ".*",
    region: choice.region ?? ".+",
    shard: choice.shard ?? ALL_SHARDS,
    follower: choice.follower ?? ".+",
  };
  return expr.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => values[name] ?? whole);
}

/** Of "SHARD REGION FOLLOWER", the last of which only lines of links have. */
function labelsOf(line: string): string {
  const [shard = "", region = "", follower] = line.split(" ");
  const ofLink = follower === undefined ? "" : `follower="${follower}",`;
  return `{${ofLink}region="${region}",shard="${shard}"}`;
}

function promtool(tests: object): { readonly status: number | null; readonly said: string } {
  const folder = mkdtempSync(join(tmpdir(), "ranked-panels-"));
  writeFileSync(join(folder, "tests.yml"), JSON.stringify(tests));
  const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", join(folder, "tests.yml")]);
  rmSync(folder, { recursive: true });
  return { status, said: status === 0 ? "" : String(stdout) + String(stderr) };
}
