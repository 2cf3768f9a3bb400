import type { PaceLimits } from "../limits/answer-pace";
import type { OpenConnections } from "./open-connections";
import type { Refusals } from "../limits/refusals";
/** What slow readers are cut off by. */
export interface SlowReadersOptions {
    readonly connections: Pick<OpenConnections, "busy">;
    /** Asked at every look, so that it can follow a reloaded configuration. */
    readonly limits: () => PaceLimits;
    readonly refusals: Pick<Refusals, "note"> | undefined;
}
/**
 * Cuts off the connections whose answers are read too slowly. It looks at them every second instead of at every write, which
 * costs a fast client nothing.
 */
export declare class SlowReaders {
    #private;
    constructor(options: SlowReadersOptions);
    /** Begins to look at regular intervals; does not keep the process alive. Returns a function that ends it. */
    start(): () => void;
    /** Looks at every connection that is being answered, and cuts off those that are too slow. */
    look(elapsedMs: number): Promise<void>;
}
