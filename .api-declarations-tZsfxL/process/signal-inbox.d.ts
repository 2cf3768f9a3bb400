/** What asks a process to read its configuration again, or to end. */
export declare const HELD_SIGNALS: readonly ["SIGHUP", "SIGTERM", "SIGINT"];
/** The part of a process that signals come to. */
export type SignalTarget = Pick<NodeJS.Process, "on" | "off" | "kill" | "pid">;
/**
 * Holds signals that come before anybody can act on them: while the program is loaded, a SIGHUP would kill it otherwise, and
 * a SIGTERM end it without a word. Has to be made before anything that takes time.
 */
export declare class SignalInbox {
    #private;
    constructor(target: SignalTarget);
    /**
     * Lets somebody listen. What is held is handed over, once for all that came of it, when the present work is done.
     *
     * @returns a function that ends it; after that the signal does what it does to any process.
     */
    readonly onSignal: (signal: NodeJS.Signals, listener: () => void) => (() => void);
    /** Holds nothing any more: what was held comes again, and meets whoever listens by now, or does what it does to any process. */
    release(): void;
}
