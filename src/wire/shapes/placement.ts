import { z } from "zod";
import type { Placement } from "../../domain/placement/placement";
import { expectation } from "../fields/expectation";
import { u16 } from "../fields/number-schemas";

const placementFields = {
  region_id: u16("The shard's home region."),
  shard_id: u16("The shard that the entity's data belongs on."),
};

/** Where an entity's data goes. */
export const placementSchema: z.ZodType<Placement> = z
  .object(placementFields, { error: expectation("an object") })
  .transform((wire): Placement => ({ regionId: wire.region_id, shardId: wire.shard_id }))
  .meta({ description: "Where a tenant's entity is placed." });

/** A placement as plain JSON. */
export function placementToWire({ regionId, shardId }: Placement): Record<string, unknown> {
  return { region_id: regionId, shard_id: shardId };
}
