import type { LineOutput } from "./line-output";
import { SignalInbox } from "./signal-inbox";
/**
 * The process that a program runs in: its signals, its two streams, and its end. Has to be made before anything that takes
 * time, for until then a SIGHUP kills it.
 */
export declare class ProgramProcess {
    #private;
    readonly signals: SignalInbox;
    readonly stdout: LineOutput;
    readonly stderr: LineOutput;
    constructor(process: NodeJS.Process);
    /** Whether a terminal that it was started on is closed by now: then it is none any more. */
    get hasLostTerminal(): boolean;
    /** A service goes on without its readers: what they do not take is lost from some size on. */
    beService(): void;
    /** From now on a signal ends it as it does any process, but not without a word. */
    endOnSignals(): void;
    /**
     * Ends it once what waits is written: for a service with some patience, for anything else with any, until a signal comes.
     * What a program prints is its purpose, unless it is a service: if that could not be written, 0 becomes 1.
     */
    end(exitCode: number): Promise<never>;
}
