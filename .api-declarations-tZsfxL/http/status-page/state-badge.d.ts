import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { ReplicaState } from "../../domain/terms/cluster-snapshot";
import type { Html } from "./html";
/** A state as a coloured word; the word alone says it, for those who do not see the colour. */
export declare function stateBadge(state: RegionStatus | ReplicaState): Html;
