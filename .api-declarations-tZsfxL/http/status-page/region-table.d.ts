import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Html } from "./html";
/** Every region with its state, since when, and why; of very many only the worst, with a note of how many are not shown. */
export declare function regionTable(snapshot: ClusterSnapshot): Html;
