import { LineDraft } from "./line-draft";
import type { LiveCaptures } from "./live-captures";
import type { NewValues } from "./new-values";
import type { GapBuffer } from "./gap-buffer";
/**
 * Lines of text in one piece of memory, each of which can be replaced. A line may be empty: then nothing of it is in the text.
 *
 * Bytes that a live capture may read are never written again: the first change after the capture copies them. So a capture is
 * taken by remembering `bytes` and `length`.
 */
export declare class LineBlock {
    #private;
    constructor(captures: LiveCaptures, ends?: Uint32Array<ArrayBuffer>);
    /** The text, and room behind it. To be read only. */
    get bytes(): Uint8Array;
    /** Bytes of text. */
    get length(): number;
    /** Lines, the empty ones included. */
    get lineCount(): number;
    /** Lines that are not empty. */
    get seriesCount(): number;
    isEmpty(line: number): boolean;
    /** Adds an empty line before line `at`. */
    insertLine(at: number): void;
    /** Removes `count` lines from line `at` on. */
    removeLines(at: number, count: number): void;
    /** Puts other lines in place of `count` lines from line `at` on. What stands behind them moves once. */
    replaceLines(at: number, count: number, lines: LineDraft): void;
    /** Makes a line empty. */
    clearLine(line: number): void;
    /**
     * Replaces a whole line.
     *
     * @param source - begins with the new line, its line feed included.
     * @param length - of the new line; not 0.
     */
    replaceLine(line: number, source: Uint8Array, length: number): void;
    /**
     * Replaces what stands between the last blank of lines that are not empty and their line feeds. The same values again change
     * nothing, so that captured bytes are not copied for them.
     *
     * @param draft - is used on the way.
     */
    replaceValues(newValues: NewValues, draft: GapBuffer): void;
    /** Moves the lines from `at` on to a block of their own, which is returned. */
    splitOff(at: number): LineBlock;
}
