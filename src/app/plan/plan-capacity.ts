import { ControlPlane } from "../../domain/control-plane";
import type { ShardId } from "../../domain/terms/ids";
import { ReplicationLagGauge } from "../../domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../domain/placement/tenant-router";
import { Topology } from "../../domain/membership/topology";
import { CATALOGUE } from "../../metrics/catalogue/catalogue";
import {
  INGEST_BOUNDS_SECONDS,
  LatencyHistogram,
  SCRAPE_BOUNDS_SECONDS,
} from "../../metrics/terms/latency-histogram";
import { noRefusals } from "../../metrics/terms/refusal-counts";
import type { MetricSource } from "../../metrics/terms/metric";
import { DETAIL_LEVELS } from "../../metrics/terms/metric-group";
import type { DetailLevel, MetricGroup } from "../../metrics/terms/metric-group";
import { groupsOfPart } from "../../metrics/terms/scrape-part";
import { renderFamilies } from "../../metrics/formats/render-families";
import { metricsOf, servedGroups } from "../../metrics/catalogue/selection";
import { TEXT_WRITER } from "../../metrics/formats/text-writer";
import { heartbeatsOf, IMAGINED_INSTANT, regionNames } from "./imagined-cluster";
import type { ClusterShape } from "./imagined-cluster";

/** The cluster that is planned, and how much of it is exported. */
export interface CapacityQuestion extends ClusterShape {
  readonly detail: DetailLevel;
}

/** What an exporter of this cluster serves and needs. */
export interface CapacityPlan {
  /** Copies of shards that send heartbeats. */
  readonly replicas: number;
  /** Series of the catalogue in one scrape: exact, once every replica has reported all that it can. */
  readonly series: number;
  /** Series about the exporter's own process beside them; a few more or less by Node's version and platform. */
  readonly processSeries: number;
  /** Bytes of one scrape in the text format, without gzip, the process's own series included; within a tenth. */
  readonly bodyBytes: number;
  /** Those of the series, and of the bytes, that parts of a scrape divide among themselves: all that is about single shards. */
  readonly dividedSeries: number;
  readonly dividedBytes: number;
  /** Resident memory of the exporter at its highest: an estimate. */
  readonly memoryBytes: number;
}

/** The largest cluster that can be planned: 16 bits of shards, and more regions and followers than anybody has. */
export const LARGEST_SHAPE = { regions: 1_000, shards: 65_536, followers: 100 } as const;

/** The details that can be planned for. */
export const PLANNED_DETAILS: readonly DetailLevel[] = DETAIL_LEVELS;

/** Shards that are rendered beside the first ones to learn what one takes on average. */
const SAMPLED_SHARDS = 256;

/**
 * Of a running exporter, Node 20 on Linux: from 57 series after a quiet start to 81 once every kind of garbage collection,
 * ten series each, has happened.
 */
const PROCESS_SERIES = 65;
const PROCESS_BYTES = 6_900;

/**
 * Fitted to the peak resident memory (VmHWM) of an exporter with default flags, Node 20.20 on Linux x64, that took three
 * rounds of heartbeats in batches of 1,000 and four scrapes after each, two of them with gzip. Measured, in MB: 15 shards with
 * 2 followers 92; 1,000 shards with 4 followers that report 157; 8,000 with 4 silent followers 169; 65,536 alone 276, with 4
 * silent followers 341, with 4 that report 804. The estimate is within a tenth of each; `npm run bench -- planned-memory` measures again.
 */
const MEMORY = {
  idleBytes: 98_000_000,
  perReplicaBytes: 1_000,
  /** The text of a scrape is kept, with room for numbers to grow, and some of it twice while it is sent. */
  perTextByte: 1.3,
  /** Garbage that Node lets lie before it collects; reached from two thousand replicas on. */
  garbageBytes: 45_000_000,
} as const;

interface Rendered {
  readonly series: number;
  readonly bytes: number;
  readonly dividedSeries: number;
  readonly dividedBytes: number;
}

/**
 * Predicts what a cluster of this shape takes. Heartbeats of an imagined cluster go through the control plane and the
 * catalogue themselves, so that no formula can fall behind them: of all its shards when they are few, else of so many
 * that all regions are there, and of a sample that stands for the rest.
 *
 * @throws RangeError when the shape is none: see {@link shapeProblem}.
 */
export function planCapacity(question: CapacityQuestion): CapacityPlan {
  const problem = shapeProblem(question);
  if (problem !== undefined) throw new RangeError(problem);
  const { shards, followers, followersReport } = question;
  const replicas = shards * (followersReport ? 1 + followers : 1);
  const { series, bytes, dividedSeries, dividedBytes } = renderAll(question);
  return {
    replicas,
    series,
    processSeries: PROCESS_SERIES,
    bodyBytes: bytes + PROCESS_BYTES,
    dividedSeries,
    dividedBytes,
    memoryBytes: estimateMemory(replicas, bytes),
  };
}

/** Why a shape cannot be planned, or undefined. Numbers are named as the command line names them. */
export function shapeProblem({ regions, shards, followers }: ClusterShape): string | undefined {
  const counts = { regions, shards, followers };
  const leasts = { regions: 1, shards: 0, followers: 0 };
  for (const name of ["regions", "shards", "followers"] as const) {
    const [count, least, most] = [counts[name], leasts[name], LARGEST_SHAPE[name]];
    if (!Number.isSafeInteger(count) || count < least || count > most) {
      return `${name}: expected a whole number from ${least} to ${most}, got ${count}`;
    }
  }
  if (followers < regions) return undefined;
  const expected = regions === 1 ? "0 in a single region" : `fewer than the ${regions} regions`;
  return `followers: expected ${expected}, because each is in a region of its own, got ${followers}`;
}

function renderAll(question: CapacityQuestion): Rendered {
  const { shards, regions } = question;
  const first = range(Math.min(shards, regions + SAMPLED_SHARDS));
  const base = render(question, first);
  const rest = shards - first.length;
  if (rest === 0) return base;
  const sampleSize = Math.min(rest, SAMPLED_SHARDS);
  const sample = range(sampleSize).map((index) => first.length + Math.floor((index * rest) / sampleSize));
  const more = render(question, [...first, ...sample]);
  const scale = rest / sampleSize;
  const scaled = (figure: keyof Rendered): number =>
    base[figure] + Math.round((more[figure] - base[figure]) * scale);
  return {
    series: scaled("series"),
    bytes: scaled("bytes"),
    dividedSeries: scaled("dividedSeries"),
    dividedBytes: scaled("dividedBytes"),
  };
}

/** What one scrape is when only these shards exist. */
function render(question: CapacityQuestion, shardIds: readonly ShardId[]): Rendered {
  const source: MetricSource = {
    cluster: imaginedControlPlane(question, shardIds).snapshot(),
    exporter: EXPORTER,
  };
  const groups = servedGroups(question.detail);
  const divided = groupsOfPart(groups, { number: 2, of: 2 });
  const undivided = new Set([...groups].filter((group) => !divided.has(group)));
  const [others, ofShards] = [renderGroups(undivided, source), renderGroups(divided, source)];
  return {
    series: others.series + ofShards.series,
    bytes: others.bytes + ofShards.bytes,
    dividedSeries: ofShards.series,
    dividedBytes: ofShards.bytes,
  };
}

function renderGroups(
  groups: ReadonlySet<MetricGroup>,
  source: MetricSource,
): { readonly series: number; readonly bytes: number } {
  const families = metricsOf(CATALOGUE, groups).map((metric) => ({
    header: metric,
    samples: metric.samples(source),
  }));
  const chunks = renderFamilies(families, TEXT_WRITER);
  let bytes = 0;
  for (let step = chunks.next(); ; step = chunks.next()) {
    if (step.done === true) return { series: step.value, bytes };
    // Imagined names are ASCII: a character is a byte.
    bytes += step.value.length;
  }
}

/** A control plane that has heard every replica of these shards once. */
export function imaginedControlPlane(shape: ClusterShape, shardIds: readonly ShardId[]): ControlPlane {
  const topology = new Topology(shardIds.map((shardId) => ({ shardId, regionId: shardId % shape.regions })));
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: () => IMAGINED_INSTANT,
    regionNames: regionNames(shape),
  });
  for (const shardId of shardIds) {
    for (const heartbeat of heartbeatsOf(shardId, shape)) controlPlane.recordShardHeartbeat(heartbeat);
  }
  return controlPlane;
}

const EXPORTER: MetricSource["exporter"] = {
  version: "0.1.0",
  revision: "0123456789abcdef0123456789abcdef01234567",
  nodeVersion: "v20.20.2",
  configReloadSuccessful: true,
  configReloadSuccessAtNs: IMAGINED_INSTANT.wallNs,
  refusals: noRefusals(),
  configReloads: { succeeded: 0, failed: 0 },
  ingestLatency: new LatencyHistogram(INGEST_BOUNDS_SECONDS),
  scrapeLatency: new LatencyHistogram(SCRAPE_BOUNDS_SECONDS),
  lastRenderSeconds: 0.012_345,
  lastSeries: 12_345,
  seriesShed: undefined,
};

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function estimateMemory(replicas: number, textBytes: number): number {
  const { idleBytes, perReplicaBytes, perTextByte, garbageBytes } = MEMORY;
  const garbage = garbageBytes * Math.min(1, replicas / 2_000);
  return Math.round(idleBytes + replicas * perReplicaBytes + textBytes * perTextByte + garbage);
}
