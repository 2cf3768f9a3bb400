import type { Route } from "../routing/route";
/** The page for people. */
export declare function statusPageRoute(routes: () => readonly Route[]): Route;
