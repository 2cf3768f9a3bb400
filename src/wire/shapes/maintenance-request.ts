import { z } from "zod";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import { expectation } from "../fields/expectation";
import { count, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { maintenanceFields } from "./maintenance-window";

/** What a PUT says of planned work; the lease is a parameter of it. */
export const maintenanceRequestSchema: z.ZodType<MaintenanceRequest> = z
  .object(
    {
      ...maintenanceFields,
      until_ns: optionalField(u64("Nanoseconds since the Unix epoch: when it ends.")),
      duration_ms: optionalField(
        count("Milliseconds from its first announcement to its end. Either this or until_ns."),
      ),
    },
    { error: expectation("an object") },
  )
  .refine(({ until_ns, duration_ms }) => !isGiven(until_ns) || !isGiven(duration_ms), {
    path: ["duration_ms"],
    error: "expected either duration_ms or until_ns, got both",
  })
  .transform((wire): MaintenanceRequest => ({
    id: wire.id,
    ...presentFields({ regionId: wire.region_id, shardId: wire.shard_id }),
    by: wire.by,
    reason: wire.reason,
    ...presentFields({ untilNs: wire.until_ns, durationMs: wire.duration_ms }),
  }))
  .meta({ description: "Planned work to announce: what it covers, who does it, why, and until when." });

/** The same as plain JSON. */
export function maintenanceRequestToWire(request: MaintenanceRequest): Record<string, unknown> {
  return {
    id: request.id,
    ...presentFields({ region_id: request.regionId, shard_id: request.shardId }),
    by: request.by,
    reason: request.reason,
    ...presentFields({ until_ns: request.untilNs, duration_ms: request.durationMs }),
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
