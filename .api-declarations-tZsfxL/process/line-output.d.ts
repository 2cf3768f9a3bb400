/** Writes bytes without waiting, as write(2) does to a descriptor that does not block. Returns how many it took; throws the system's error. */
export type WriteNow = (bytes: Uint8Array) => number;
/** Told how many lines were lost since it was told last, and what the system said to the last of them, once a line was written again. */
export type ResumedListener = (lostLines: number, reason: string) => void;
/** What a reader that stands still may keep us holding, in bytes: some thousand lines. */
export declare const MAX_QUEUED_BYTES: number;
/** What is said of lines that a reader left standing for too long; the system has no error for it. */
export declare const READER_STANDS_STILL = "the reader stands still";
/**
 * Lines of text for a descriptor that may fail: a reader that has left, a disk that is full, a terminal that is gone. Nothing
 * here throws and nothing waits. A line that cannot be written is lost and counted, the next one is tried all the same; what
 * a reader does not take now waits for it.
 */
export declare class LineOutput {
    #private;
    constructor(write: WriteNow);
    /** Lines that were lost since the start, for whatever reason. */
    get lostLines(): number;
    /** The system's code for why the last lost line was lost, or a sentence; undefined while none was. */
    get failure(): string | undefined;
    /** From now on, what comes while {@link MAX_QUEUED_BYTES} wait is lost. Until then everything waits, however much it is. */
    limitQueue(): void;
    /** There is one listener; it may write. */
    onResumed(listener: ResumedListener): void;
    /** Takes whole lines. */
    write(text: string): void;
    /** Counts lines that were lost on another way to the same descriptor. */
    lose(lines: number, reason: string): void;
    /** Writes of what waits as much as is taken now. */
    writeQueued(): void;
    /** Settles when nothing waits any more, or after that time. Without a time it keeps the process alive for as long as it takes. */
    settled(withinMs?: number): Promise<void>;
}
