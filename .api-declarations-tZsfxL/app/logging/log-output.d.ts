/** Where a program's log goes: somewhere that may lose lines. */
export interface LogOutput {
    /** Takes whole lines. Never throws, and never waits. */
    write(line: string): void;
    /** Lines that were lost since the start. */
    readonly lostLines: number;
    /** Has one listener told, once a line can be written again, how many were lost, and why the last one was. It may log. */
    onResumed(listener: (lostLines: number, reason: string) => void): void;
}
