import type { ProgramStatus } from "./terms/exporter-status";
import type { ExpositionFormat } from "./formats/exposition-format";
import type { DetailLevel, MetricGroup } from "./terms/metric-group";
import type { MomentSourceOptions } from "./moment-source";
import type { SelfMetrics } from "./process/self-metrics";
/** What an exposition is made from. */
export interface ExpositionOptions extends MomentSourceOptions {
    /** Called once per scrape. */
    readonly programStatus: () => ProgramStatus;
    /** Families about the process itself, served after the group `exporter`; without it there are none. */
    readonly selfMetrics?: SelfMetrics;
}
/** What one scrape asks for. */
export interface ExpositionRequest {
    readonly format: ExpositionFormat;
    /** Undefined: all groups. Those that the detail level or the budget leaves out stay out, asked for or not. */
    readonly groups?: ReadonlySet<MetricGroup>;
}
/** The answer to one scrape. Whoever has it takes the chunks to their end, or releases it. */
export interface Rendering {
    readonly contentType: string;
    /** Of all chunks together. */
    readonly byteLength: number;
    /**
     * The body as of one moment, to be taken once, at the receiver's pace. A chunk is valid until the next but one is asked for.
     * Ending the iteration early releases the rendering.
     */
    readonly chunks: IterableIterator<Uint8Array, undefined>;
    /** Ends it, also before a chunk was taken. Calling it again, or after the last chunk, does nothing. */
    readonly release: () => void;
}
/**
 * Answers scrapes, each as of one moment, and remembers what the last one took.
 *
 * The lines of shards and followers are kept from the first scrape on, or from the first {@link Exposition.drain}; the rest is
 * made for each scrape.
 */
export declare class Exposition {
    #private;
    constructor(options: ExpositionOptions);
    get detail(): DetailLevel;
    /** Holds from the next scrape on, so that a reload can change it. */
    set detail(detail: DetailLevel);
    /** Most series of the catalogue in a scrape; 0: no budget. */
    get maxSeries(): number;
    /** Holds from the next scrape on, so that a reload can change it. */
    set maxSeries(maxSeries: number);
    /** Renderings of shards or followers that were neither taken to their end nor released. */
    get openRenderings(): number;
    /**
     * Brings kept lines up to date for about a millisecond, and returns whether all of them are. Not needed for any scrape to be
     * right, but what is done in time is not left for a scrape to do.
     */
    drain(): boolean;
    /**
     * Answers one scrape, with everything in it that was taken in before it was asked for.
     *
     * @throws whatever a metric throws: they are pure functions, so it is a defect, and half a scrape that looks whole would
     * hide it.
     */
    render({ format, groups }: ExpositionRequest): Promise<Rendering>;
}
