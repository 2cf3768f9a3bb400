import type { Logger } from "pino";
import type { Clock } from "../../domain/terms/clock";
/** How long a reason is not told again at level info after it was. Milliseconds. */
export declare const QUIET_MS = 60000;
/** Told that a connection was closed before its first request. */
export type TlsRefusalListener = (reason: string, client: string | undefined) => void;
/**
 * Logs why connections were refused: at level info the first time for each reason, and then once a minute, so that a scanner
 * does not fill the log; at level debug every time.
 */
export declare function logTlsRefusals(logger: Logger, clock: Clock): TlsRefusalListener;
