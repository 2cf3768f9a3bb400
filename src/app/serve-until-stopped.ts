import type { Logger } from "pino";

/** Listens to the signals that the process gets. Returns a function that ends it. */
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

/** npm passes on the signal that its terminal has already sent to the whole group: this soon, a second one is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** How long a start that is no longer wanted is waited for, so that what it has opened is closed in order. */
const UNWANTED_START_MS = 10_000;

const STOP_SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Starts a servant and serves until a signal asks for the end, or the servant is at its own; SIGHUP re-reads the
 * configuration. What comes during the start holds as well: the end comes as soon as the start lets it, a reload after it. A
 * second signal does not wait any longer.
 */
export async function serveUntilStopped(service: Service): Promise<ServingEnd> {
  const stop = new StopRequest(service);
  const reloads = new Reloads(service.logger);
  service.onSignal("SIGHUP", () => {
    if (service.hasLostTerminal?.()) stop.ask("SIGHUP");
    else if (!stop.signal.aborted) reloads.ask();
  });
  const start = service.start(stop.signal);
  const servant = await Promise.race([start, stop.waitedInVain(start)]);
  if (!servant) return stop.signal.aborted && !stop.wasInVain ? "signal" : "failed";
  if (!stop.signal.aborted) reloads.begin(servant);
  const end = await Promise.race([stop.asked, endOf(servant)]);
  stop.listenNoLonger();
  await servant.stop();
  return end;
}

/** Reloads that are asked for: those that come too early are made up for by one. */
class Reloads {
  readonly #logger: Logger;
  #servant: Servant | undefined;
  #isDue = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  ask(): void {
    this.#isDue = this.#servant === undefined;
    this.#servant?.reload().catch((err: unknown) => {
      this.#logger.error({ err }, "configuration not reloaded");
    });
  }

  begin(servant: Servant): void {
    this.#servant = servant;
    if (this.#isDue) this.ask();
  }
}

function endOf({ ended }: Servant): Promise<"ended"> {
  return new Promise((resolve) => {
    void ended?.then(() => {
      resolve("ended");
    });
  });
}

/** The first signal that asks for the end. */
class StopRequest {
  readonly #controller = new AbortController();
  readonly #logger: Logger;
  readonly #listeners: readonly (() => void)[];
  readonly asked: Promise<"signal">;
  /** Whether the start took too long after it was no longer wanted. */
  wasInVain = false;

  constructor({ onSignal, logger }: Service) {
    this.#logger = logger;
    this.asked = new Promise((resolve) => {
      this.signal.addEventListener("abort", () => {
        resolve("signal");
      });
    });
    this.#listeners = STOP_SIGNALS.map((signal) =>
      onSignal(signal, () => {
        this.ask(signal);
      }),
    );
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  ask(signal: NodeJS.Signals): void {
    if (this.signal.aborted) return;
    this.#logger.info({ signal }, "told to stop");
    this.listenNoLonger();
    this.#controller.abort();
  }

  /** The next signal but the same one once more ends the process at once. */
  listenNoLonger(): void {
    setTimeout(() => {
      for (const off of this.#listeners) off();
    }, SAME_SIGNAL_MS).unref();
  }

  /** Settles when the end was asked for and the start did not come to its own in time. */
  async waitedInVain(start: Promise<unknown>): Promise<undefined> {
    await this.asked;
    let timer: NodeJS.Timeout | undefined;
    const timeIsUp = new Promise<"time is up">((resolve) => {
      timer = setTimeout(resolve, UNWANTED_START_MS, "time is up");
    });
    const first = await Promise.race([start, timeIsUp]);
    clearTimeout(timer);
    if (first !== "time is up") return;
    this.wasInVain = true;
    this.#logger.error("the start did not come to its end after it was told to stop; left as it is");
  }
}
