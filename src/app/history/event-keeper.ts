import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import { repeatEvery } from "../../concurrency/repeat-every";
import type { EventLog } from "../../domain/history/event-log";
import { MAX_EVENTS } from "../../domain/history/event-log";
import type { EventsFile } from "../../store/file/events-file";

/** How often it is tried again to write what could not be written. */
const RETRY_MS = 5_000;

/** With so many lines or bytes the file is written anew, with the events that are left. */
const MOST_LINES = 1.5 * MAX_EVENTS;
const MOST_BYTES = 32 * 1024 * 1024;

/** Keeps the events of a log in a file: new ones are added in the background, and now and then the file is written anew. */
export class EventKeeper {
  readonly #log: EventLog;
  readonly #file: EventsFile;
  readonly #logger: Logger;
  #keptId: number;
  #lines: number;
  #bytes = 0;
  /** Whether the file may have something else than what is known of it. */
  #isInDoubt: boolean;
  #isFailing = false;
  #underWay: Promise<void> | undefined;
  #endings: readonly (() => void)[] = [];

  /**
   * @param log - as it was restored from the file.
   * @param linesThere - how many lines the file has; undefined when it has to be written anew.
   */
  constructor(log: EventLog, file: EventsFile, logger: Logger, linesThere: number | undefined) {
    this.#log = log;
    this.#file = file;
    this.#logger = logger;
    this.#keptId = log.lastId;
    this.#lines = linesThere ?? 0;
    this.#isInDoubt = linesThere === undefined;
  }

  /** How many events are in memory only. */
  get unkept(): number {
    if (!this.#isInDoubt || !this.#isFailing) return 0;
    return this.#log.events.length - this.#indexBehindKept();
  }

  /** Begins to keep events, those that are there already at once. Does not keep the process alive. */
  start(): void {
    const retry = (): void => {
      if (this.#isFailing) this.#wake();
    };
    this.#endings = [
      this.#log.onChange(() => {
        this.#wake();
      }),
      repeatEvery(RETRY_MS, retry),
    ];
    this.#wake();
  }

  /** Keeps what is left, and ends. Never rejects. */
  async finish(): Promise<void> {
    for (const end of this.#endings) end();
    await this.#underWay;
    // What could not be written before, a last time.
    await this.#write();
  }

  /** Events come in bursts: what comes while some are being written goes out together. */
  #wake(): void {
    this.#underWay ??= this.#write().finally(() => {
      this.#underWay = undefined;
      // What came after the last look.
      if (this.#hasMore && !this.#isFailing) this.#wake();
    });
  }

  async #write(): Promise<void> {
    // In a turn of its own: where something is found out, there is enough to do.
    await nextTurn();
    try {
      while (this.#hasMore) await this.#writeSome();
      if (this.#isFailing) this.#logger.info("events are kept again");
      this.#isFailing = false;
    } catch (err) {
      this.#isInDoubt = true;
      if (!this.#isFailing)
        this.#logger.error({ err }, "events could not be kept; they are in memory until they can");
      this.#isFailing = true;
    }
  }

  get #hasMore(): boolean {
    return this.#isInDoubt || this.#keptId < this.#log.lastId;
  }

  async #writeSome(): Promise<void> {
    const { lastId, goneUpTo } = this.#log;
    if (this.#isInDoubt || this.#lines > MOST_LINES || this.#bytes > MOST_BYTES) {
      const events = [...this.#log.events];
      this.#bytes = await this.#file.replace({ events, goneUpTo });
      this.#lines = events.length;
      this.#isInDoubt = false;
    } else {
      const events = this.#log.events.slice(this.#indexBehindKept());
      this.#bytes += await this.#file.append(events);
      this.#lines += events.length;
    }
    this.#keptId = lastId;
  }

  #indexBehindKept(): number {
    const index = this.#log.events.findLastIndex(({ id }) => id <= this.#keptId);
    return index + 1;
  }
}
