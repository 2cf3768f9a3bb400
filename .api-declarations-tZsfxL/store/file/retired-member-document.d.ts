import { z } from "zod";
import type { RetiredMember } from "../../domain/membership/retired-member";
/** Something that left, as a state file has it. */
export declare const retiredMemberSchema: z.ZodType<RetiredMember>;
/** The same as plain JSON. */
export declare function retiredMemberToDocument({ shardId, regionId, silentSinceNs, }: RetiredMember): Record<string, unknown>;
