import { setImmediate as nextTurn } from "node:timers/promises";

import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import { CLUSTER_CATALOGUE } from "../../metrics/catalogue/catalogue";
import type { ClusterCatalogueMetric } from "../../metrics/terms/metric";
import { formatBytes, formatCount, formatDuration, formatNumber, formatTime } from "../status-page/format";
import { html } from "../status-page/html";
import type { Html } from "../status-page/html";
import { querySelectors } from "./query-selectors";
import type { QuerySelector } from "./query-selectors";
import { regionEvidence } from "./region-evidence";
import type { RunbookSubject } from "./runbook-subject";
import { SeriesSearch } from "./series-search";
import { shardEvidence } from "./shard-evidence";

/** Series that are named beside a step. */
const MAX_SERIES = 5;

/** Replicas that are looked at in one turn of the event loop. */
const REPLICAS_AT_A_TIME = 500;

const METRICS = new Map<string, ClusterCatalogueMetric>(
  CLUSTER_CATALOGUE.map((metric) => [metric.name, metric]),
);

/** A code block in Markdown, also one within a list. */
const BLOCK = /^([ \t]*)```(promql|sh)\n([\s\S]*?)^[ \t]*```/gm;

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
  const steps = [...markdown.matchAll(BLOCK)].map(([, indent = "", language, block = ""]) => {
    const code = block.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const isQuery = language === "promql";
    return {
      code,
      searches: isQuery ? searchesOf(code, source) : [],
      said: isQuery ? [] : ofCommand(code, source),
    };
  });
  await visitReplicas(
    source.snapshot,
    steps.flatMap(({ searches }) => searches.filter(({ isOfReplicas }) => isOfReplicas)),
  );
  const evidence = new Map<string, Html>();
  for (const { code, searches, said } of steps) {
    const found =
      searches.length > 0
        ? [
            html`<ul>
              ${searches.map(inWords)}
            </ul>`,
          ]
        : said;
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

function searchesOf(query: string, source: EvidenceSource): readonly SeriesSearch[] {
  return querySelectors(query).flatMap((selector) => {
    const metric = METRICS.get(selector.metric);
    return metric === undefined ? [] : [new SeriesSearch(metric, selector, source, MAX_SERIES)];
  });
}

/** Once for all that is looked for, and a few replicas at a time: that is a millisecond of work or two. */
async function visitReplicas(
  { replicas }: ClusterSnapshot,
  searches: readonly SeriesSearch[],
): Promise<void> {
  if (searches.length === 0) return;
  for (let start = 0; start < replicas.length; start += REPLICAS_AT_A_TIME) {
    await nextTurn();
    for (const replica of replicas.slice(start, start + REPLICAS_AT_A_TIME))
      for (const search of searches) search.visit(replica);
  }
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

function inWords({ metric, selector, shown, count }: SeriesSearch): Html {
  const name = html`<code>${metric.name}</code>`;
  if (count === 0) return html`<li>${name}: none</li> `;
  const series = shown.map(({ labels, value }, index) => {
    const named = metric.labels
      .flatMap((label, at) => (labels[at] ? [`${label} ${labels[at]}`] : []))
      .join(", ");
    const text = printed(metric, selector, value);
    return html`${index === 0 ? "" : "; "}${named}${named === "" ? "" : ": "}<b>${text}</b>`;
  });
  const hidden = count - shown.length;
  return html`<li>${name}: ${series}${hidden > 0 ? `; and ${formatCount(hidden)} more` : ""}</li> `;
}

function printed({ name, unit }: ClusterCatalogueMetric, { isAge }: QuerySelector, value: number): string {
  if (isAge) return formatDuration(value);
  if (name.endsWith("_timestamp_seconds")) return formatTime(BigInt(Math.round(value * 1_000)) * 1_000_000n);
  if (unit === "seconds") return formatDuration(value);
  if (unit === "bytes") return formatBytes(BigInt(Math.round(value)));
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
}
