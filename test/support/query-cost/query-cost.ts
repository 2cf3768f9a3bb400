import { recordingRules } from "../../../src/bundle/alerts/recording-rule";
import { buildDashboards } from "../../../src/bundle/dashboards/dashboard-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { Promql } from "../../../src/bundle/promql/promql";
import { REGION_THROUGHPUT } from "../../../src/bundle/signals/cluster";
import { DashboardAsker } from "../bundle/dashboard-asker";
import type { AskedRange } from "../bundle/dashboard-asker";
import { annotationQueries, dataPanels, queriesOf } from "../bundle/grafana-dashboard";
import { Prometheus } from "../programs/prometheus";
import { objectiveHistory, OBJECTIVE_NAMES } from "./objective-history";
import { remoteWrite } from "./remote-write";
import type { WrittenSeries } from "./remote-write";
import { labelsOf, scrapedSeries } from "./scraped-cluster";
import type { ClusterSize } from "./scraped-cluster";

/** Samples that one panel, or one annotation, reads at its dashboard's default range. */
export interface QueryCost {
  readonly dashboard: string;
  /** A panel's title, or an annotation's name. */
  readonly place: string;
  readonly kind: "panel" | "annotation";
  readonly samples: number;
}

const MINUTE_MS = 60_000;
const STEP_MS = DEFAULT_BUNDLE_OPTIONS.evaluationIntervalMs;
const RANGE_MS = 60 * MINUTE_MS;
/** The default range of a dashboard: `now-6h`. */
const DEFAULT_RANGE = /^now-(\d+)h$/;
/** What the first step of the range looks back over. */
const BEFORE_MS = 3 * MINUTE_MS;
/** Grafana asks for annotations at steps of a minute. */
const ANNOTATION_STEP_SECONDS = 60;
/** Samples of all series that one request holds, so that samples arrive in their order. */
const SAMPLES_PER_PASS = 85;

const TARGET = { cluster: "prod", job: DEFAULT_BUNDLE_OPTIONS.jobName, instance: "exporter:10843" };

/**
 * What every panel and annotation reads of a cluster of some size, of one exporter that serves every detail, with all values
 * of all variables chosen: as Prometheus counts it, from made-up samples of its default range.
 */
export async function queryCosts(size: ClusterSize): Promise<readonly QueryCost[]> {
  const prometheus = await Prometheus.start({ global: {} }, [
    "--web.enable-remote-write-receiver",
    // What is written is up to a week old, and in no order between series.
    "--storage.tsdb.min-block-duration=1d",
    "--storage.tsdb.max-block-duration=1d",
  ]);
  try {
    const endMs = Math.floor(Date.now() / STEP_MS) * STEP_MS;
    const series = await scrapedSeries(size);
    await writeHour(prometheus.url, series, endMs);
    await record(prometheus.url, endMs);
    return await ask(prometheus.url, endMs);
  } finally {
    await prometheus.stop();
  }
}

function moments(endMs: number): readonly number[] {
  return momentsOf(RANGE_MS + BEFORE_MS, endMs);
}

function momentsOf(rangeMs: number, endMs: number): readonly number[] {
  const count = rangeMs / STEP_MS;
  return Array.from({ length: count + 1 }, (_, index) => endMs - (count - index) * STEP_MS);
}

async function writeHour(url: string, series: ReadonlyMap<string, number>, endMs: number): Promise<void> {
  const all = [
    ...[...series]
      .filter(([text]) => !OBJECTIVE_NAMES.test(text))
      .map(([text, value]) => ({ labels: { ...TARGET, ...labelsOf(text) }, value })),
    ...["up", "scrape_duration_seconds"].map((name) => ({ labels: { ...TARGET, __name__: name }, value: 1 })),
  ];
  await writeSeasons(url, endMs);
  await remoteWrite(url, objectiveHistory(series, TARGET, momentsOf(6 * RANGE_MS + BEFORE_MS, endMs)));
  const times = moments(endMs);
  for (let first = 0; first < times.length; first += SAMPLES_PER_PASS) {
    const pass = times.slice(first, first + SAMPLES_PER_PASS);
    const values = new Set(all.map(({ value }) => value));
    const samplesOf = new Map(
      [...values].map((value) => [value, pass.map((atMs) => [atMs, value] as const)] as const),
    );
    const written = all.map(({ labels, value }): WrittenSeries => ({
      labels,
      samples: samplesOf.get(value) ?? [],
    }));
    await remoteWrite(url, written);
  }
}

/** What throughput was in the same hour of the days that it is compared with, the longest ago first. */
async function writeSeasons(url: string, endMs: number): Promise<void> {
  for (const agoMs of DEFAULT_BUNDLE_OPTIONS.windows.throughputSeasonsAgoMs.toSorted((a, b) => b - a)) {
    const samples = moments(endMs - agoMs).map((atMs) => [atMs, 1] as const);
    const labels = { cluster: TARGET.cluster, job: TARGET.job, __name__: REGION_THROUGHPUT };
    const regions = Array.from({ length: 8 }, (_, region) => `region-${region}`);
    await remoteWrite(
      url,
      regions.map((region) => ({ labels: { ...labels, region }, samples })),
    );
  }
}

/** Makes what the recording rules would have made, one after the other: some read what others record. */
async function record(url: string, endMs: number): Promise<void> {
  const rules = recordingRules(new Promql(DEFAULT_BUNDLE_OPTIONS)).filter(
    ({ name }) => !OBJECTIVE_NAMES.test(name),
  );
  for (const { name, signal } of rules) {
    const answer = await query<{ metric: Record<string, string>; values: [number, string][] }[]>(
      url,
      "query_range",
      {
        query: signal.expr,
        start: String((endMs - RANGE_MS) / 1000),
        end: String(endMs / 1000),
        step: String(STEP_MS / 1000),
      },
    );
    await remoteWrite(
      url,
      answer.map(({ metric, values }) => ({
        labels: { ...metric, __name__: name },
        samples: values.map(([at, value]) => [at * 1000, Number(value)] as const),
      })),
    );
  }
}

async function ask(url: string, endMs: number): Promise<readonly QueryCost[]> {
  const costs: QueryCost[] = [];
  for (const dashboard of buildDashboards(DEFAULT_BUNDLE_OPTIONS)) {
    const [, hours = NaN] = (DEFAULT_RANGE.exec(dashboard.time?.from ?? "") ?? []).map(Number);
    const range: AskedRange = {
      endSeconds: endMs / 1000,
      rangeSeconds: hours * 3600,
      stepSeconds: STEP_MS / 1000,
      rateInterval: `${4 * (STEP_MS / 1000)}s`,
    };
    const asker = new DashboardAsker(url, dashboard, range);
    await asker.values();
    const uid = dashboard.uid ?? "";
    for (const panel of dataPanels(dashboard)) {
      const steps = panel.maxDataPoints ?? Number.POSITIVE_INFINITY;
      const stepSeconds = Math.max(range.stepSeconds, Math.ceil(range.rangeSeconds / steps));
      let samples = 0;
      for (const each of queriesOf(panel)) samples += await asker.samplesRead(each, stepSeconds);
      costs.push({ dashboard: uid, place: panel.title ?? "", kind: "panel", samples });
    }
    for (const each of annotationQueries(dashboard)) {
      const samples = await asker.samplesRead(each, ANNOTATION_STEP_SECONDS);
      costs.push({ dashboard: uid, place: each.place, kind: "annotation", samples });
    }
  }
  return costs;
}

async function query<T>(url: string, path: string, parameters: Record<string, string>): Promise<T> {
  const body = new URLSearchParams(parameters);
  const response = await fetch(`${url}/api/v1/${path}`, { method: "POST", body });
  const answer = (await response.json()) as { status: string; error?: string; data: { result: T } };
  if (answer.status === "success") return answer.data.result;
  throw new Error(`Prometheus refused ${JSON.stringify(parameters)}: ${answer.error ?? response.status}`);
}
