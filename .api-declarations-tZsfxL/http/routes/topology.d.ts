import type { Route } from "../routing/route";
/** The whole topology, as tidalDB's own type has it; in pages only for those who ask for pages. */
export declare const topologyRoute: Route;
