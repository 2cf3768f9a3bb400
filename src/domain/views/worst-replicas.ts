import type { ReplicaSnapshot, ReplicaState } from "../terms/cluster-snapshot";
import type { Listing } from "../terms/listing";
import { RecordedReplicas } from "./recorded-replicas";

const WORST_FIRST: readonly ReplicaState[] = ["Offline", "Degraded", "Pending", "Healthy"];

/** The worst replicas of a listing, at most `limit`; those in the same state in its order. */
export function worstReplicas(replicas: Listing<ReplicaSnapshot>, limit: number): readonly ReplicaSnapshot[] {
  const worst: ReplicaSnapshot[] = [];
  for (const state of WORST_FIRST) {
    const wanted = limit - worst.length;
    if (wanted > 0) worst.push(...inState(replicas, state).slice(0, wanted));
  }
  return worst;
}

function inState(replicas: Listing<ReplicaSnapshot>, state: ReplicaState): Listing<ReplicaSnapshot> {
  if (replicas instanceof RecordedReplicas) return replicas.inState(state);
  return Array.from(replicas).filter((replica) => replica.state === state);
}
