import type { Logger } from "pino";

/** Takes the place of what Node does with its warnings. Returns a function that ends it. */
export type WarningSource = (listener: (warning: Error) => void) => () => void;

/**
 * Logs Node's warnings, which it would print on standard error itself: without time and level, and with whatever it warns of,
 * such as a URL that a stranger sent, as it stands. Returns a function that ends it.
 */
export function logWarnings(onWarning: WarningSource, logger: Logger): () => void {
  return onWarning((warning) => {
    const { name, message } = warning;
    const code = "code" in warning && typeof warning.code === "string" ? { code: warning.code } : {};
    logger.warn({ warning: name, ...code, detail: message }, "Node warns");
  });
}
