import type { Reason } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
/** One reason as a sentence for people: which shard, what was seen, and where the limit is. */
export declare function reasonSentence(reason: Reason, nameOf: (regionId: RegionId) => string): string;
