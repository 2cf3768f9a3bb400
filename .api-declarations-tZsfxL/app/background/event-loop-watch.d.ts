import type { EventLoopDelays } from "../../metrics/process/event-loop-delays";
/** Measures how late the event loop is, until it is closed. Does not keep the process alive. */
export declare class EventLoopWatch {
    #private;
    constructor();
    /** The delays since the last call, or since the beginning; the next begin now. */
    take(): EventLoopDelays;
    /** Ends it. */
    close(): void;
}
