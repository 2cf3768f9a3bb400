import { z } from "zod";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import { expectation } from "../fields/expectation";
import { u16, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { text } from "../fields/text-schemas";

/** What is said of planned work, whether it is asked for or told. */
export const maintenanceFields = {
  id: text("Its name: 1 to 64 letters, digits, dots, dashes and underscores."),
  region_id: optionalField(u16("The region that it is on; with a shard, where that shard's replica is.")),
  shard_id: optionalField(u16("The shard that it is on, alone or with the region.")),
  by: text("Who does it: one line of at most 100 characters."),
  reason: text("Why: one line of at most 300 characters."),
};

/** Planned work: what it covers, who does it, why, and until when. */
export const maintenanceWindowSchema: z.ZodType<MaintenanceWindow> = z
  .object(
    {
      ...maintenanceFields,
      started_ns: u64("Nanoseconds since the Unix epoch: when it was announced first."),
      until_ns: u64("Nanoseconds since the Unix epoch: when it ends, however often its lease is renewed."),
      lease_until_ns: optionalField(
        u64("Nanoseconds since the Unix epoch: when it lapses unless it is renewed."),
      ),
    },
    { error: expectation("an object") },
  )
  .transform((wire): MaintenanceWindow => ({
    id: wire.id,
    ...presentFields({ regionId: wire.region_id, shardId: wire.shard_id }),
    by: wire.by,
    reason: wire.reason,
    startedNs: wire.started_ns,
    untilNs: wire.until_ns,
    ...presentFields({ leaseUntilNs: wire.lease_until_ns }),
  }))
  .meta({ description: "Planned work: what it covers, who does it, why, and until when." });

/** Planned work as plain JSON. */
export function maintenanceWindowToWire(window: MaintenanceWindow): Record<string, unknown> {
  return {
    id: window.id,
    ...presentFields({ region_id: window.regionId, shard_id: window.shardId }),
    by: window.by,
    reason: window.reason,
    started_ns: window.startedNs,
    until_ns: window.untilNs,
    ...presentFields({ lease_until_ns: window.leaseUntilNs }),
  };
}
