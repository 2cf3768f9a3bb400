import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Html } from "./html";
/** The replicas, worst first, then by shard and region; of very many only the first, with a note of how many are not shown. */
export declare function replicaTable({ replicas, takenAtNs }: ClusterSnapshot): Html;
