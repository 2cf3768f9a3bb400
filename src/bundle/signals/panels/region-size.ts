import type { PanelPromql } from "./panel-promql";
import type { Signal, SignalUnit } from "../signal";

interface RegionSum {
  readonly name: string;
  readonly metric: string;
  readonly unit: SignalUnit;
  readonly title: string;
  readonly description: string;
}

function regionSum(promql: PanelPromql, { metric, ...signal }: RegionSum): Signal {
  return {
    ...signal,
    expr: `max ${promql.by("region")} (${promql.series(metric)})`,
    legend: promql.legend("{{region}}"),
  };
}

/** Signals that each region applies, as leader and as follower. */
export function regionSignals(promql: PanelPromql): Signal {
  return regionSum(promql, {
    name: "regionSignals",
    metric: "tidaldb_region_signals_per_second",
    unit: "signals_per_second",
    title: "Throughput by region",
    description: "Signals applied per second in the region, those of its followers included.",
  });
}

/** Entities that each region holds. */
export function regionEntities(promql: PanelPromql): Signal {
  return regionSum(promql, {
    name: "regionEntities",
    metric: "tidaldb_region_entities",
    unit: "count",
    title: "Entities by region",
    description: "Entities in the region, the sum over its replicas.",
  });
}

/** Size of each region's WAL. */
export function regionWalBytes(promql: PanelPromql): Signal {
  return regionSum(promql, {
    name: "regionWalBytes",
    metric: "tidaldb_region_wal_bytes",
    unit: "bytes",
    title: "WAL by region",
    description:
      "Size of the WAL directories in the region. It grows without an end where a follower does not take in what is kept for it.",
  });
}
