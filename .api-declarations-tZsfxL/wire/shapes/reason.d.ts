import { z } from "zod";
import type { Reason } from "../../domain/terms/cluster-health";
/** One piece of evidence for a region's state. */
export declare const reasonSchema: z.ZodType<Reason>;
/** A reason as plain JSON. */
export declare function reasonToWire(reason: Reason): Record<string, unknown>;
