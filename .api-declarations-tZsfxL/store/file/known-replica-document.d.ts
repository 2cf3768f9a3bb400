import { z } from "zod";
import type { KnownReplica } from "../../domain/membership/known-replica";
/** A replica that was heard, as a state file has it. */
export declare const knownReplicaSchema: z.ZodType<KnownReplica>;
/** The same as plain JSON. */
export declare function knownReplicaToDocument({ shardId, regionId, silentNs, }: KnownReplica): Record<string, unknown>;
