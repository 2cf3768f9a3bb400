import type { HttpConfig } from "../../config/config";
import { PACE_WINDOW_MS } from "../../http/limits/answer-pace";
import type { HttpServerOptions } from "../../http/server/server";

/** What the server takes from the configuration: how it begins, and the pace of answers as it is at the moment. */
export function serverSettings(
  http: () => HttpConfig,
): Pick<HttpServerOptions, "timeouts" | "pace" | "maxHeaderBytes" | "maxConnections"> {
  const { headerTimeoutMs, requestTimeoutMs, idleTimeoutMs, maxHeaderBytes, maxConnections } = http();
  return {
    timeouts: { headerMs: headerTimeoutMs, requestMs: requestTimeoutMs, idleMs: idleTimeoutMs },
    pace: () => {
      const { answerTimeoutMs, answerBytesPerSecond } = http();
      return {
        answerMs: answerTimeoutMs,
        bytesPerSecond: answerBytesPerSecond,
        windowMs: PACE_WINDOW_MS,
      };
    },
    maxHeaderBytes,
    maxConnections,
  };
}
