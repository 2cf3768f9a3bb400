import { closeSync } from "node:fs";
import { isatty } from "node:tty";
import type { LineOutput } from "./line-output";
import { openOutput } from "./open-output";
import { HELD_SIGNALS, SignalInbox } from "./signal-inbox";

/** How long what still waits for its reader at the end of a service is waited for, in milliseconds. */
const LAST_LINES_MS = 2_000;

/**
 * The process that a program runs in: its signals, its two streams, and its end. Has to be made before anything that takes
 * time, for until then a SIGHUP kills it.
 */
export class ProgramProcess {
  readonly signals: SignalInbox;
  readonly stdout: LineOutput;
  readonly stderr: LineOutput;
  readonly #process: NodeJS.Process;
  readonly #terminals: readonly number[];
  #isService = false;
  #failureCode = 1;
  #endsOnSignals = false;

  constructor(process: NodeJS.Process) {
    this.#process = process;
    this.signals = new SignalInbox(process);
    this.stdout = openOutput(process.stdout);
    this.stderr = openOutput(process.stderr);
    this.#terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
    process.once("exit", () => {
      this.stdout.writeQueued();
      this.stderr.writeQueued();
      // Node sets terminals back at its end, and crashes on one that was closed meanwhile.
      for (const descriptor of this.#lostTerminals()) closeSync(descriptor);
    });
  }

  /** Whether a terminal that it was started on is closed by now: then it is none any more. */
  get hasLostTerminal(): boolean {
    return this.#lostTerminals().length > 0;
  }

  /** A service goes on without its readers: what they do not take is lost from some size on. */
  beService(): void {
    this.#isService = true;
    this.stdout.limitQueue();
    this.stderr.limitQueue();
  }

  /** With what it ends from now on when it could not do what it is for; 1 unless called. */
  failWith(exitCode: number): void {
    this.#failureCode = exitCode;
  }

  /** From now on a signal ends it as it does any process, but not without a word. */
  endOnSignals(): void {
    if (this.#endsOnSignals) return;
    this.#endsOnSignals = true;
    for (const signal of HELD_SIGNALS) {
      this.#process.once(signal, () => {
        this.stderr.write(`ended by ${signal}\n`);
        this.#process.kill(this.#process.pid, signal);
      });
    }
    this.signals.release();
  }

  /**
   * Ends it once what waits is written: for a service with some patience, for anything else with any, until a signal comes.
   * What a program prints is its purpose, unless it is a service: if that could not be written, 0 becomes the code of a failure.
   *
   * @param exitCode - that of a failure unless given.
   */
  async end(exitCode: number = this.#failureCode): Promise<never> {
    if (this.#isService) {
      await Promise.all([this.stdout.settled(LAST_LINES_MS), this.stderr.settled(LAST_LINES_MS)]);
      this.#process.exit(exitCode);
    }
    this.endOnSignals();
    await this.stdout.settled();
    const { failure } = this.stdout;
    // A reader that has left, as head does, has had what it wanted.
    const isIncomplete = failure !== undefined && failure !== "EPIPE";
    if (isIncomplete) this.stderr.write(`standard output could not be written: ${failure}\n`);
    await this.stderr.settled();
    this.#process.exit(exitCode === 0 && isIncomplete ? this.#failureCode : exitCode);
  }

  #lostTerminals(): readonly number[] {
    return this.#terminals.filter((descriptor) => !isatty(descriptor));
  }
}
