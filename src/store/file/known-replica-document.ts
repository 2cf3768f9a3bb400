import { z } from "zod";
import type { KnownReplica } from "../../domain/membership/known-replica";
import { expectation } from "../../wire/fields/expectation";
import { u16, u64 } from "../../wire/fields/number-schemas";

/** A replica that was heard, as a state file has it. */
export const knownReplicaSchema: z.ZodType<KnownReplica> = z
  .object(
    {
      shard_id: u16("The shard."),
      region_id: u16("The region that the replica is in."),
      silent_ns: u64("For how long it was silent while an exporter listened, in nanoseconds."),
    },
    { error: expectation("an object") },
  )
  .transform((wire): KnownReplica => ({
    shardId: wire.shard_id,
    regionId: wire.region_id,
    silentNs: wire.silent_ns,
  }));

/** The same as plain JSON. */
export function knownReplicaToDocument({
  shardId,
  regionId,
  silentNs,
}: KnownReplica): Record<string, unknown> {
  return { shard_id: shardId, region_id: regionId, silent_ns: silentNs };
}
