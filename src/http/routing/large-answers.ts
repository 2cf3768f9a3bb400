import type { RouteName } from "../access/access-rules";

/**
 * Routes beside the scrape whose answers may be so large that the kernel does not take all of one at once, so that it is held
 * until its reader has it. They have places.
 */
export const LARGE_ANSWERS: ReadonlySet<RouteName> = new Set([
  "getStatusPage",
  "getHealthJson",
  "getTopology",
  "listTenants",
  "getOpenApi",
]);
