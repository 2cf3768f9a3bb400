import { setImmediate as nextTurn } from "node:timers/promises";

import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import { nsToSeconds } from "../../domain/terms/units";
import { CLUSTER_CATALOGUE } from "../../metrics/catalogue/catalogue";
import type { ClusterMetric, Sample } from "../../metrics/terms/metric";
import { formatBytes, formatCount, formatDuration, formatNumber, formatTime } from "../status-page/format";
import { html } from "../status-page/html";
import type { Html } from "../status-page/html";
import { isMatched, isWithin, querySelectors } from "./query-selectors";
import type { QuerySelector } from "./query-selectors";
import { regionEvidence } from "./region-evidence";
import type { RunbookSubject } from "./runbook-subject";
import { shardEvidence } from "./shard-evidence";

/** Series that are named beside a step. */
const MAX_SERIES = 5;

/** Replicas that are looked at in one turn of the event loop. */
const REPLICAS_AT_A_TIME = 500;

/** Labels whose values are regions. */
const REGION_LABELS = ["region", "peer", "follower"];

const METRICS = new Map<string, ClusterMetric>(CLUSTER_CATALOGUE.map((metric) => [metric.name, metric]));

/** A code block in Markdown, also one within a list. */
const BLOCK = /^([ \t]*)```(promql|sh)\n([\s\S]*?)^[ \t]*```/gm;

/** What is found for a query beside what it asks: the series that come first, and how many there are. */
interface Found {
  readonly shown: readonly Sample[];
  readonly count: number;
}

/** What stands beside a step, by the text of its code block. */
export type StepEvidence = ReadonlyMap<string, Html>;

/** What the evidence of steps is taken from. */
export interface EvidenceSource {
  readonly snapshot: ClusterSnapshot;
  readonly subject: RunbookSubject;
  /** The regions that the page of the alert names. */
  readonly regions: readonly RegionSnapshot[];
}

/**
 * What this exporter sees of what each step of a runbook asks for, as far as that is about the present and about the cluster; of
 * what the page of the alert names alone.
 *
 * @param markdown - with the labels of the alert in it.
 */
export async function stepEvidence(markdown: string, source: EvidenceSource): Promise<StepEvidence> {
  const evidence = new Map<string, Html>();
  for (const [, indent = "", language, block = ""] of markdown.matchAll(BLOCK)) {
    const code = block.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const found = language === "promql" ? await ofQuery(code, source) : ofCommand(code, source);
    if (found.length > 0)
      evidence.set(
        code,
        html`<div class="now">
          <p class="muted">Here, now:</p>
          ${found}
        </div>`,
      );
  }
  return evidence;
}

async function ofQuery(query: string, source: EvidenceSource): Promise<readonly Html[]> {
  const items: Html[] = [];
  for (const selector of querySelectors(query)) {
    const metric = METRICS.get(selector.metric);
    if (metric) items.push(inWords(metric, selector, await find(metric, selector, source), source));
  }
  return items.length > 0
    ? [
        html`<ul>
          ${items}
        </ul>`,
      ]
    : [];
}

/** What the exporter would answer to a request, in words. */
function ofCommand(command: string, { snapshot, subject, regions }: EvidenceSource): readonly Html[] {
  const isOfShard = command.includes("/api/v1/topology/shards/") && subject.shard !== undefined;
  const unwell = snapshot.regions.filter(({ state }) => state !== "Healthy").slice(0, MAX_SERIES);
  const shown = regions.length > 0 ? regions : unwell;
  return [
    ...(isOfShard ? [shardEvidence(snapshot, Number(subject.shard))] : []),
    ...(command.includes("/health.json") && shown.length > 0
      ? [regionEvidence({ ...snapshot, regions: shown })]
      : []),
  ];
}

async function find(
  metric: ClusterMetric,
  selector: QuerySelector,
  { snapshot, subject }: EvidenceSource,
): Promise<Found> {
  let shown: readonly Sample[] = [];
  let count = 0;
  for (const cluster of slicesOf(metric, snapshot)) {
    await nextTurn();
    const found = Array.from(metric.samples({ cluster })).filter(
      (sample) => isAskedFor(metric, selector, sample, cluster) && isAbout(metric, sample, subject),
    );
    count += found.length;
    shown = [...shown, ...found]
      .sort((a, b) => valueOf(selector, b, cluster) - valueOf(selector, a, cluster))
      .slice(0, MAX_SERIES);
  }
  return { shown, count };
}

/** The replicas a few at a time, where a metric is about replicas: each is some milliseconds of work at most. */
function* slicesOf({ group }: ClusterMetric, snapshot: ClusterSnapshot): Generator<ClusterSnapshot> {
  if (group !== "shard" && group !== "follower") {
    yield snapshot;
    return;
  }
  const { replicas } = snapshot;
  for (let start = 0; start < replicas.length; start += REPLICAS_AT_A_TIME)
    yield { ...snapshot, replicas: replicas.slice(start, start + REPLICAS_AT_A_TIME) };
}

function isAskedFor(
  { labels }: ClusterMetric,
  selector: QuerySelector,
  sample: Sample,
  cluster: ClusterSnapshot,
): boolean {
  return (
    isWithin(selector.limit, valueOf(selector, sample, cluster)) &&
    selector.matchers.every((matcher) => {
      // A label that the scrape adds, as that of the cluster.
      const at = labels.indexOf(matcher.label);
      return at < 0 || isMatched(matcher, sample.labels[at] ?? "");
    })
  );
}

/** Of two regions either will do: lag between them is told by the one that leads. */
function isAbout(
  { labels }: ClusterMetric,
  sample: Sample,
  { region, peer, shard }: RunbookSubject,
): boolean {
  const valueAt = (label: string): string | undefined => sample.labels[labels.indexOf(label)];
  const regions = REGION_LABELS.flatMap((label) => valueAt(label) ?? []);
  const named = [region, peer].flatMap((name) => name ?? []);
  const isThere = regions.length === 0 || named.length === 0 || named.some((name) => regions.includes(name));
  return isThere && (shard === undefined || (valueAt("shard") ?? shard) === shard);
}

/** The value as the query reads it. */
function valueOf(
  { isAge, isMagnitude }: QuerySelector,
  { value }: Sample,
  { takenAtNs }: ClusterSnapshot,
): number {
  const asked = isAge ? nsToSeconds(takenAtNs) - Number(value) : Number(value);
  return isMagnitude ? Math.abs(asked) : asked;
}

function inWords(
  metric: ClusterMetric,
  selector: QuerySelector,
  { shown, count }: Found,
  { snapshot }: EvidenceSource,
): Html {
  const name = html`<code>${metric.name}</code>`;
  if (count === 0) return html`<li>${name}: none</li> `;
  const series = shown.map((sample, index) => {
    const labels = metric.labels.map((label, at) => `${label} ${sample.labels[at] ?? ""}`).join(", ");
    const value = printed(metric, selector, valueOf(selector, sample, snapshot));
    return html`${index === 0 ? "" : "; "}${labels}${labels === "" ? "" : ": "}<b>${value}</b>`;
  });
  const hidden = count - shown.length;
  return html`<li>${name}: ${series}${hidden > 0 ? `; and ${formatCount(hidden)} more` : ""}</li> `;
}

function printed({ name, unit }: ClusterMetric, { isAge }: QuerySelector, value: number): string {
  if (isAge) return formatDuration(value);
  if (name.endsWith("_timestamp_seconds")) return formatTime(BigInt(Math.round(value * 1_000)) * 1_000_000n);
  if (unit === "seconds") return formatDuration(value);
  if (unit === "bytes") return formatBytes(BigInt(Math.round(value)));
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
}
