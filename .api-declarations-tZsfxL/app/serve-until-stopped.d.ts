import type { Logger } from "pino";
/** Lets somebody listen to the signals that the process gets. Returns a function that ends it. */
export type SignalSource = (signal: NodeJS.Signals, listener: () => void) => () => void;
/** Something that runs until it is stopped. */
export interface Servant {
    reload(): Promise<unknown>;
    stop(): Promise<void>;
    /** Settles when it cannot go on although nobody stopped it. Without it, that never happens. */
    readonly ended?: Promise<void>;
}
/** What is to be served, and where the signals are. */
export interface Service {
    /**
     * Starts the servant; undefined when there is none and the log says why.
     *
     * @param stopAsked - aborted when nobody wants it any more.
     */
    readonly start: (stopAsked: AbortSignal) => Promise<Servant | undefined>;
    readonly onSignal: SignalSource;
    readonly logger: Logger;
    /** Asked when SIGHUP comes: a terminal that was closed sends it too, and then it asks for the end. Never, unless given. */
    readonly hasLostTerminal?: () => boolean;
}
/**
 * Why serving is over: `signal` as it should be, `ended` because the servant could not go on, `failed` because there was none
 * to begin with.
 */
export type ServingEnd = "signal" | "ended" | "failed";
/**
 * Starts a servant and serves until a signal asks for the end, or the servant is at its own; SIGHUP re-reads the
 * configuration. What comes during the start holds as well: the end comes as soon as the start lets it, a reload after it. A
 * second signal does not wait any longer.
 */
export declare function serveUntilStopped(service: Service): Promise<ServingEnd>;
