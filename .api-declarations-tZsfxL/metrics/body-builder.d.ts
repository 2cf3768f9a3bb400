import type { ExpositionWriter } from "./formats/exposition-writer";
import type { Family, FamilyHeader } from "./formats/family";
import type { BodyParts } from "./rendered/captured-body";
import type { CapturedLines } from "./rendered/rendered-series";
import type { Stopwatch } from "./stopwatch";
/** What a builder works with. */
export interface BodyBuilding {
    readonly writer: ExpositionWriter;
    readonly stopwatch: Stopwatch;
    /** Lets other work run. */
    readonly nextTurn: () => Promise<void>;
}
/** Puts the body of a scrape together, family by family: from lines that are kept, and from samples that are made for it. */
export declare class BodyBuilder implements BodyParts {
    #private;
    readonly pieces: Uint8Array[];
    readonly lengths: number[];
    seriesCount: number;
    constructor(building: BodyBuilding);
    /** Adds families that are to be made. Where they are many, other work runs in between. */
    addFamilies(families: Iterable<Family>): Promise<void>;
    /** Adds a family whose lines are kept. */
    addLines(header: FamilyHeader, { pieces, lengths, seriesCount }: CapturedLines): void;
    /** Adds what the format ends with. */
    addEnd(): void;
}
