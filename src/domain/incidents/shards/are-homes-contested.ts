import { OFFLINE, PENDING } from "../../terms/replica-health";
import type { ReplicaTable } from "../../replicas/replica-table";

/**
 * Whether sources contradict each other about where a shard is at home: their documents have no roles, and each lists a replica
 * that reports followers, as only a leader does, which the other does not list.
 *
 * @param slots - of all replicas of one shard.
 */
export function areHomesContested(
  { paths, states, followers, reports }: ReplicaTable,
  slots: Uint32Array,
): boolean {
  if (!paths.isAny) return false;
  const leads = Array.from(slots).filter(
    (slot) =>
      paths.listedBy(slot) !== 0 &&
      states[slot] !== OFFLINE &&
      states[slot] !== PENDING &&
      followers.counts[slot]! > 0 &&
      reports.role(slot) === undefined,
  );
  return leads.some((slot) =>
    leads.some((other) => slot !== other && (paths.listedBy(slot) & paths.listedBy(other)) === 0),
  );
}
