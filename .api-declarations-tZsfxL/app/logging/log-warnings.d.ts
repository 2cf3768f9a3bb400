import type { Logger } from "pino";
/** Lets somebody take the place of what Node does with its warnings. Returns a function that ends it. */
export type WarningSource = (listener: (warning: Error) => void) => () => void;
/**
 * Logs Node's warnings, which it would print on standard error itself: without time and level, and with whatever it warns of,
 * such as a URL that a stranger sent, as it stands. Returns a function that ends it.
 */
export declare function logWarnings(onWarning: WarningSource, logger: Logger): () => void;
