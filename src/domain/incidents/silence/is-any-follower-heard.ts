import type { ReplicaTable } from "../../replicas/replica-table";

/**
 * Whether any follower sends heartbeats of its own: there are clusters of which only leaders do. Who does not say its role leads
 * when it names followers.
 */
export function isAnyFollowerHeard({ slots, liveness, reports, followers }: ReplicaTable): boolean {
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    if (!slots.isTaken(slot) || !liveness.isHeard(slot)) continue;
    const role = reports.role(slot);
    if (role === undefined ? followers.counts[slot] === 0 : role === "follower") return true;
  }
  return false;
}
