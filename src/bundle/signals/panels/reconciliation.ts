import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

/** What the replicas of each region have outside the WAL and others may lack. */
export function divergedSignals(promql: PanelPromql): Signal {
  const diverged = promql.series("tidaldb_shard_diverged_signals");
  return {
    name: "divergedSignals",
    expr: `sum ${promql.by("region")} (max ${promql.by("shard", "region")} (${diverged}))`,
    unit: "count",
    title: "Signals not reconciled yet",
    description:
      "Signals that the chosen replicas took in outside the WAL, as both sides of a partition may, and that another replica of " +
      "the shard is not known to have. It grows while both sides write, and is 0 when all replicas are equal again.",
    legend: promql.legend("{{region}}"),
  };
}

/** How fast reconciliation resolves conflicts, by the region that it happens in. */
export function conflictsResolved(promql: PanelPromql): Signal {
  const resolved = promql.overRate("rate", "tidaldb_shard_conflicts_resolved_total");
  return {
    name: "conflictsResolved",
    expr: `60 * sum ${promql.by("region")} (max ${promql.by("shard", "region")} (${resolved}))`,
    unit: "per_minute",
    title: "Conflicts resolved",
    description:
      "Signals and hides that more than one side had changed when they were brought together, by the region where they were.",
    legend: promql.legend("{{region}}"),
  };
}

/** How long ago replicas were brought together with what the other side had written. */
export function sinceReconciled(promql: PanelPromql): Signal {
  const last = promql.series("tidaldb_shard_last_reconciled_timestamp_seconds");
  return {
    name: "sinceReconciled",
    expr: `time() - max ${promql.by("region")} (${last})`,
    unit: "seconds",
    title: "Since the last reconciliation",
    description:
      "How long ago the replica that was reconciled last took in what another one had and it lacked, by the region where it is. " +
      "While signals are not reconciled and this grows, nothing is being reconciled.",
    legend: promql.legend("{{region}}"),
  };
}
