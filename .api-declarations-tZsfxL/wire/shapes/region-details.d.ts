import { z } from "zod";
import type { RegionDetails } from "../../domain/terms/cluster-health";
/** The states of a region that tidalDB's own enum has. */
export declare const REGION_HEALTHS: readonly ["Healthy", "Degraded", "Offline"];
/** The same, and the one it lacks: nothing heard yet. */
export declare const REGION_STATUSES: readonly ["Healthy", "Degraded", "Offline", "Unknown"];
/** A region's name, its state, since when, and why. */
export declare const regionDetailsSchema: z.ZodType<RegionDetails>;
/** A region's details as plain JSON. */
export declare function regionDetailsToWire(details: RegionDetails): Record<string, unknown>;
