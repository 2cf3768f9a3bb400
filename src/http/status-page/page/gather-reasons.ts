import type { ClusterSnapshot } from "../../../domain/terms/cluster-snapshot";

/** Has the reasons gathered, which happens for all regions when they are first asked for: a piece of work of its own in a large cluster. */
export function gatherReasons({ regions }: Pick<ClusterSnapshot, "regions">): void {
  regions[0]?.reasons.at(0);
}
