import type { DashboardContent } from "./dashboard-shell";
/** What is wrong, and since when: the first dashboard that a person on call opens. */
export declare const OVERVIEW: DashboardContent;
