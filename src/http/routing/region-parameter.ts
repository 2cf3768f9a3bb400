import type { RouteParameter } from "./route";

/** `?region=` of the health routes. */
export const REGION_PARAMETER: RouteParameter = {
  name: "region",
  in: "query",
  description: "Only this region, by name or by number. Default: all.",
  schema: { type: "string" },
};
