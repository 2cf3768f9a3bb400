import type { FamilyHeader, FamilySample } from "./family";
/** Turns families into the lines of one format. Keeps no state: the caller says what comes when. */
export interface ExpositionWriter {
    /** The comment lines before a family's first sample, each with its line feed. */
    header(family: FamilyHeader): string;
    /** The line of one sample, with its line feed. */
    sample(family: FamilyHeader, sample: FamilySample): string;
    /** What ends the exposition; empty where the format needs no end. */
    readonly end: string;
}
