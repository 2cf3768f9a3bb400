import type { Route } from "../routing/route";
import type { SharedSnapshots } from "../sending/shared-snapshots";
/** `ClusterHealth` as tidalDB has it, whatever the health is. */
export declare function healthJsonRoute(snapshots: SharedSnapshots): Route;
