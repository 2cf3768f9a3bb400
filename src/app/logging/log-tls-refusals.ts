import type { Logger } from "pino";
import type { Clock } from "../../domain/terms/clock";

/** How long a reason is not told again at level info after it was. Milliseconds. */
export const QUIET_MS = 60_000;

/** Reasons that are remembered; there are a few dozen. */
const MOST_REASONS = 100;

/** Told that a connection was closed before its first request. */
export type TlsRefusalListener = (reason: string, client: string | undefined) => void;

/**
 * Logs why connections were refused: at level info the first time for each reason, and then once a minute, so that a scanner
 * does not fill the log; at level debug every time.
 */
export function logTlsRefusals(logger: Logger, clock: Clock): TlsRefusalListener {
  const quietUntilMs = new Map<string, number>();
  return (reason, client) => {
    const nowMs = clock().monotonicMs;
    const isQuiet = (quietUntilMs.get(reason) ?? 0) > nowMs;
    if (!isQuiet) {
      if (quietUntilMs.size >= MOST_REASONS) quietUntilMs.clear();
      quietUntilMs.set(reason, nowMs + QUIET_MS);
    }
    logger[isQuiet ? "debug" : "info"](
      { client, reason },
      "a connection was refused during its TLS handshake",
    );
  };
}
