import type { HealthThresholds } from "../../terms/replica-health";
import type { ReplicaTable } from "../../replicas/replica-table";

/** Whether the leader in a slot writes so much that a follower that is level gets it. */
export function isWriting(table: ReplicaTable, slot: number, { degradedLagMs }: HealthThresholds): boolean {
  // Fewer than one event in the time that a follower may be behind: none of it may be there at all. The average goes on for
  // minutes after the last event, so where its head is known, that has the last word.
  if (table.reports.throughputsEps[slot]! < 1000 / degradedLagMs) return false;
  return !table.isIdle(slot, degradedLagMs);
}
