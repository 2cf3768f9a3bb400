import type { Logger } from "pino";

/** Lets somebody listen to the signals that the process gets. Returns a function that ends it. */
export type SignalSource = (signal: NodeJS.Signals, listener: () => void) => () => void;

/** Something that runs until it is stopped. */
export interface Servant {
  reload(): Promise<unknown>;
  stop(): Promise<void>;
}

const STOP_SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Serves until a signal asks for the end; SIGHUP re-reads the configuration. A second signal does not wait any longer. */
export async function serveUntilStopped(
  servant: Servant,
  onSignal: SignalSource,
  logger: Logger,
): Promise<void> {
  const offHangup = onSignal("SIGHUP", () => {
    servant.reload().catch((err: unknown) => {
      logger.error({ err }, "configuration not reloaded");
    });
  });
  await firstSignal(onSignal, logger);
  offHangup();
  await servant.stop();
}

function firstSignal(onSignal: SignalSource, logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    const endings = STOP_SIGNALS.map((signal) =>
      onSignal(signal, () => {
        logger.info({ signal }, "told to stop");
        for (const end of endings) end();
        resolve();
      }),
    );
  });
}
