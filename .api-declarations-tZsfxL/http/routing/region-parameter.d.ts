import type { RouteParameter } from "./route";
/** `?region=` of the health routes. */
export declare const REGION_PARAMETER: RouteParameter;
