import { z } from "zod";
import type { RetiredMember } from "../../domain/membership/retired-member";
import { expectation } from "../../wire/fields/expectation";
import { u16, u64 } from "../../wire/fields/number-schemas";
import { optionalField } from "../../wire/fields/optional-field";
import { presentFields } from "../../wire/fields/present-fields";

/** Something that left, as a state file has it. */
export const retiredMemberSchema: z.ZodType<RetiredMember> = z
  .object(
    {
      shard_id: optionalField(u16("The shard; absent when a whole region was removed.")),
      region_id: optionalField(u16("The region; absent when a whole shard was removed.")),
      silent_since_ns: u64("When it was last heard or left, in nanoseconds since the epoch."),
    },
    { error: expectation("an object") },
  )
  .transform((wire): RetiredMember => ({
    ...presentFields({ shardId: wire.shard_id, regionId: wire.region_id }),
    silentSinceNs: wire.silent_since_ns,
  }));

/** The same as plain JSON. */
export function retiredMemberToDocument({
  shardId,
  regionId,
  silentSinceNs,
}: RetiredMember): Record<string, unknown> {
  return { ...presentFields({ shard_id: shardId, region_id: regionId }), silent_since_ns: silentSinceNs };
}
