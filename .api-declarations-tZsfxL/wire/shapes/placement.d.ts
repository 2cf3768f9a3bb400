import { z } from "zod";
import type { Placement } from "../../domain/placement/placement";
/** Where an entity's data goes. */
export declare const placementSchema: z.ZodType<Placement>;
/** A placement as plain JSON. */
export declare function placementToWire({ regionId, shardId }: Placement): Record<string, unknown>;
