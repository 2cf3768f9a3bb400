import type { RegionHealth } from "../../domain/terms/cluster-health";
import type { PolledResult } from "../../domain/terms/source";
import { SOURCE_ERRORS } from "../../domain/terms/source-reading";
import type { SourceReading } from "../../domain/terms/source-reading";
import { nsToSeconds } from "../../domain/terms/units";
import type { Sample, TotalsMetric } from "../terms/metric";
import { REGION_STATE_LABELS } from "./state-labels";

const OPINIONS: readonly RegionHealth[] = ["Healthy", "Degraded", "Offline"];
const RESULTS: readonly PolledResult[] = ["accepted", "unchanged", "stale", "retired", "rejected", "unheard"];

/** A gauge with one series for each source that there is a value of. */
function sourceGauge(
  metric: Pick<TotalsMetric, "name" | "help" | "unit">,
  read: (source: SourceReading) => number | undefined,
): TotalsMetric {
  return {
    ...metric,
    type: "gauge",
    labels: ["source"],
    stability: "experimental",
    group: "exporter",
    *samples({ exporter: { sources = [] } }) {
      for (const source of sources) {
        const value = read(source);
        if (value !== undefined) yield { labels: [source.name], value };
      }
    },
  };
}

/** A counter with one series for each source and each value of another label. */
function sourceCounter(
  metric: Pick<TotalsMetric, "name" | "help">,
  label: string,
  values: readonly string[],
  read: (source: SourceReading) => Readonly<Record<string, number>>,
): TotalsMetric {
  return {
    ...metric,
    type: "counter",
    labels: ["source", label],
    labelValues: { [label]: values },
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { sources = [] } }) =>
      sources.flatMap((source) =>
        values.map((value): Sample => ({ labels: [source.name, value], value: read(source)[value] ?? 0 })),
      ),
  };
}

function timestamp(atNs: bigint | undefined): number | undefined {
  return atNs === undefined ? undefined : nsToSeconds(atNs);
}

function* opinionSamples(sources: readonly SourceReading[]): Iterable<Sample> {
  for (const { name, regions } of sources) {
    for (const { regionName, state } of regions) {
      for (const opinion of OPINIONS) {
        const labels = [name, regionName, REGION_STATE_LABELS[opinion]];
        yield { labels, value: state === opinion ? 1 : 0 };
      }
    }
  }
}

/** The control planes that are polled; nothing without any, at most 32 of them. */
export const SOURCE_METRICS: readonly TotalsMetric[] = [
  sourceGauge(
    {
      name: "tidaldb_source_up",
      help: "1 when the last poll of the source brought a document that is later than the one before, else 0",
    },
    ({ isUp }) => (isUp ? 1 : 0),
  ),
  sourceGauge(
    {
      name: "tidaldb_source_last_success_timestamp_seconds",
      unit: "seconds",
      help: "When a poll of the source last gave evidence, in seconds since the epoch",
    },
    ({ lastSuccessNs }) => timestamp(lastSuccessNs),
  ),
  sourceGauge(
    {
      name: "tidaldb_source_poll_duration_seconds",
      unit: "seconds",
      help: "What the last poll of the source took, from the look-up of its name to the last entry of its document",
    },
    ({ durationSeconds }) => durationSeconds,
  ),
  sourceGauge(
    {
      name: "tidaldb_source_snapshot_timestamp_seconds",
      unit: "seconds",
      help: "When the last document of the source was made, by its own clock, in seconds since the epoch",
    },
    ({ snapshotNs }) => timestamp(snapshotNs),
  ),
  sourceGauge(
    {
      name: "tidaldb_source_clock_skew_seconds",
      unit: "seconds",
      help: "The clock of the source less that of the exporter when its last document came, in seconds, signed",
    },
    ({ clockSkewSeconds }) => clockSkewSeconds,
  ),
  sourceCounter(
    {
      name: "tidaldb_source_poll_errors_total",
      help: "Polls of the source that gave no evidence, by why",
    },
    "reason",
    SOURCE_ERRORS,
    ({ errors }) => errors,
  ),
  sourceCounter(
    {
      name: "tidaldb_source_heartbeats_total",
      help: "Entries in the documents of the source, by what became of them: unchanged ones are known, unheard ones have no heartbeat",
    },
    "result",
    RESULTS,
    ({ heartbeats }) => heartbeats,
  ),
  {
    name: "tidaldb_source_region_health",
    type: "gauge",
    help: "What the source says of the region: 1 for that state, 0 for the others; its opinion, which is not taken over",
    labels: ["source", "region", "state"],
    labelValues: { state: OPINIONS.map((state) => REGION_STATE_LABELS[state]) },
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { sources = [] } }) => opinionSamples(sources),
  },
];
