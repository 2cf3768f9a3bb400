/** What asks a process to read its configuration again, or to end. */
export const HELD_SIGNALS = ["SIGHUP", "SIGTERM", "SIGINT"] as const;

/** The part of a process that signals come to. */
export type SignalTarget = Pick<NodeJS.Process, "on" | "off" | "kill" | "pid">;

/**
 * Holds signals that come before anybody can act on them: while the program is loaded, a SIGHUP would kill it otherwise, and
 * a SIGTERM end it without a word. Has to be made before anything that takes time.
 */
export class SignalInbox {
  readonly #target: SignalTarget;
  readonly #holders = new Map<NodeJS.Signals, () => void>();
  readonly #arrived = new Set<NodeJS.Signals>();

  constructor(target: SignalTarget) {
    this.#target = target;
    for (const signal of HELD_SIGNALS) {
      const hold = (): void => {
        this.#arrived.add(signal);
      };
      this.#holders.set(signal, hold);
      target.on(signal, hold);
    }
  }

  /**
   * Sets the listener. What is held is handed over, once for all that came of it, when the present work is done.
   *
   * @returns a function that ends it; after that the signal does what it does to any process.
   */
  readonly onSignal = (signal: NodeJS.Signals, listener: () => void): (() => void) => {
    this.#target.on(signal, listener);
    this.#letGo(signal);
    if (this.#arrived.delete(signal)) queueMicrotask(listener);
    return () => {
      this.#target.off(signal, listener);
    };
  };

  /** Holds nothing any more: what was held comes again, and meets the listeners of that time, or does what it does to any process. */
  release(): void {
    for (const signal of HELD_SIGNALS) this.#letGo(signal);
    for (const signal of this.#arrived) this.#target.kill(this.#target.pid, signal);
    this.#arrived.clear();
  }

  #letGo(signal: NodeJS.Signals): void {
    const hold = this.#holders.get(signal);
    if (hold) this.#target.off(signal, hold);
    this.#holders.delete(signal);
  }
}
