/** Ends one thing that was begun. */
export type Ending = () => void | Promise<void>;
/**
 * What has to be ended of what was begun: the last first, because what came later may use what was there before. Each is
 * ended once, and one that fails keeps none of the others from it.
 */
export declare class Endings {
    #private;
    /** @param onFailure - is told what an ending throws or rejects with. */
    constructor(onFailure: (error: unknown) => void);
    add(...endings: readonly Ending[]): void;
    /** Ends everything, one after the other. Never rejects. */
    run(): Promise<void>;
}
