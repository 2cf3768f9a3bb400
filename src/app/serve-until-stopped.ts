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

/** Why serving is over: `signal` as it should be, `ended` because the servant could not go on. */
export type ServingEnd = "signal" | "ended";

/** npm passes on the signal that its terminal has already sent to the whole group: this soon, a second one is the same one. */
const SAME_SIGNAL_MS = 1_000;

const STOP_SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Serves until a signal asks for the end, or the servant is at its own; SIGHUP re-reads the configuration. A second signal
 * does not wait any longer.
 */
export async function serveUntilStopped(
  servant: Servant,
  onSignal: SignalSource,
  logger: Logger,
): Promise<ServingEnd> {
  const offHangup = onSignal("SIGHUP", () => {
    servant.reload().catch((err: unknown) => {
      logger.error({ err }, "configuration not reloaded");
    });
  });
  const end = await firstEnd(servant, onSignal, logger);
  offHangup();
  await servant.stop();
  return end;
}

function firstEnd(servant: Servant, onSignal: SignalSource, logger: Logger): Promise<ServingEnd> {
  return new Promise((resolve) => {
    let isOver = false;
    const over = (end: ServingEnd): void => {
      isOver = true;
      const timer = setTimeout(() => {
        for (const off of listeners) off();
      }, SAME_SIGNAL_MS);
      timer.unref();
      resolve(end);
    };
    const listeners = STOP_SIGNALS.map((signal) =>
      onSignal(signal, () => {
        if (isOver) return;
        logger.info({ signal }, "told to stop");
        over("signal");
      }),
    );
    void servant.ended?.then(() => {
      over("ended");
    });
  });
}
