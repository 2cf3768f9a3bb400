import type { Logger } from "pino";
import type { Store } from "../../store/store";
/**
 * Whether the exporter should be sent traffic, and why not. A probe must be answered at once, so the store is asked
 * between probes and the last answer is kept.
 */
export declare class Readiness {
    #private;
    constructor(store: Store, logger: Logger);
    /** One sentence each, fit to be shown to anybody; empty when ready. */
    get reasons(): readonly string[];
    started(): void;
    stopping(): void;
    /** Asks the store, and logs when the answer is another than before. Never rejects. */
    checkStore(): Promise<void>;
}
