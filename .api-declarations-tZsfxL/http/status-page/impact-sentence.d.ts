import type { RegionId } from "../../domain/terms/ids";
import type { Incident } from "../../domain/terms/incident";
/** How bad an incident is, in words: the regions that it affects, the shards, what is on them. What is nothing is left out. */
export declare function impactSentence({ affectedRegionIds, impact }: Incident, nameOf: (regionId: RegionId) => string): string;
