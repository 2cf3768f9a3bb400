/** Writes bytes without waiting, as write(2) does to a descriptor that does not block. Returns how many it took; throws the system's error. */
export type WriteNow = (bytes: Uint8Array) => number;

/** Told how many lines were lost since it was told last, and what the system said to the last of them, once a line was written again. */
export type ResumedListener = (lostLines: number, reason: string) => void;

/** What a reader that stands still may keep us holding, in bytes: some thousand lines. */
export const MAX_QUEUED_BYTES = 1024 * 1024;

/** What is said of lines that a reader left standing for too long; the system has no error for it. */
export const READER_STANDS_STILL = "the reader stands still";

const FIRST_RETRY_MS = 5;
const LAST_RETRY_MS = 200;

/** The system takes nothing just now, and may do so later. */
const TRY_LATER = ["EAGAIN", "EWOULDBLOCK", "EINTR"];

const LINE_FEED = 0x0a;

/** Text on its way out. */
interface Waiting {
  readonly bytes: Buffer;
  /** How many of the bytes are out. */
  written: number;
}

/**
 * Lines of text for a descriptor that may fail: a reader that has left, a disk that is full, a terminal that is gone. Nothing
 * here throws and nothing waits. A line that cannot be written is lost and counted, the next one is tried all the same; what
 * a reader does not take now waits for it.
 */
export class LineOutput {
  readonly #write: WriteNow;
  readonly #queue: Waiting[] = [];
  readonly #onSettled = new Set<() => void>();
  #queuedBytes = 0;
  #maxQueuedBytes = Infinity;
  #lostLines = 0;
  #untoldLines = 0;
  #failure: string | undefined;
  #onResumed: ResumedListener | undefined;
  #isTorn = false;
  #retryMs = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: WriteNow) {
    this.#write = write;
  }

  /** Lines that were lost since the start, for whatever reason. */
  get lostLines(): number {
    return this.#lostLines;
  }

  /** The system's code for why the last lost line was lost, or a sentence; undefined while none was. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** From now on, what comes while {@link MAX_QUEUED_BYTES} wait is lost. Until then everything waits, however much it is. */
  limitQueue(): void {
    this.#maxQueuedBytes = MAX_QUEUED_BYTES;
  }

  /** There is one listener; it may write. */
  onResumed(listener: ResumedListener): void {
    this.#onResumed = listener;
  }

  /** Takes whole lines. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    if (bytes.length === 0) return;
    if (this.#queue.length > 0 && this.#queuedBytes + bytes.length > this.#maxQueuedBytes) {
      this.lose(linesIn(bytes), READER_STANDS_STILL);
      return;
    }
    this.#queue.push({ bytes, written: 0 });
    this.#queuedBytes += bytes.length;
    if (this.#queue.length === 1) this.writeQueued();
  }

  /** Counts lines that were lost on another way to the same descriptor. */
  lose(lines: number, reason: string): void {
    this.#lostLines += lines;
    this.#untoldLines += lines;
    this.#failure = reason;
  }

  /** Writes of what waits as much as is taken now. */
  writeQueued(): void {
    while (this.#queue[0]) {
      if (!this.#writeFirst(this.#queue[0])) {
        this.#tryLater();
        return;
      }
    }
    for (const settle of this.#onSettled) settle();
    this.#onSettled.clear();
  }

  /** Settles when nothing waits any more, or after that time. Without a time it keeps the process alive for as long as it takes. */
  settled(withinMs?: number): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    this.#timer?.ref();
    return new Promise((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs);
      this.#onSettled.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Returns false when it has to be tried again later. */
  #writeFirst(first: Waiting): boolean {
    try {
      if (this.#isTorn) {
        // What is out of a lost line must not become the beginning of this one.
        if (this.#write(Buffer.of(LINE_FEED)) === 0) return false;
        this.#isTorn = false;
      }
      const taken = this.#write(first.bytes.subarray(first.written));
      if (taken === 0) return false;
      first.written += taken;
      this.#retryMs = FIRST_RETRY_MS;
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      if (TRY_LATER.includes(code)) return false;
      this.#isTorn ||= first.written > 0 && first.bytes[first.written - 1] !== LINE_FEED;
      this.#removeFirst(first);
      this.lose(linesIn(first.bytes.subarray(first.written)), code);
      return true;
    }
    if (first.written < first.bytes.length) return true;
    this.#removeFirst(first);
    if (this.#queue.length === 0 && this.#untoldLines > 0) this.#tellResumed();
    return true;
  }

  #removeFirst({ bytes }: Waiting): void {
    this.#queue.shift();
    this.#queuedBytes -= bytes.length;
  }

  #tellResumed(): void {
    const untold = this.#untoldLines;
    this.#untoldLines = 0;
    this.#onResumed?.(untold, this.#failure ?? "");
    // The line that was to tell it may have been lost as well.
    if (this.#untoldLines > 0) this.#untoldLines += untold;
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      this.writeQueued();
    }, this.#retryMs);
    if (this.#onSettled.size === 0) timer.unref();
    this.#timer = timer;
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}

/** The last line may lack its end. */
function linesIn(bytes: Uint8Array): number {
  let lines = bytes.at(-1) === LINE_FEED ? 0 : 1;
  for (const byte of bytes) if (byte === LINE_FEED) lines += 1;
  return lines;
}
