import type { IncidentCause, IncidentImpact } from "../terms/incident";
import type { ShardId } from "../terms/ids";
/** What a title is made of. */
export interface TitleParts {
    readonly cause: IncidentCause;
    /** Names; empty where the subject has no such part. */
    readonly region: string;
    readonly peer: string;
    readonly shardId: ShardId | undefined;
    /** Names of the regions of which nothing is heard. */
    readonly silent: readonly string[];
    readonly impact: IncidentImpact;
}
/** Cause, subject and size in one line. */
export declare function incidentTitle(parts: TitleParts): string;
