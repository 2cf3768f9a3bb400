/** Lines in the making that take the place of others in one piece. Used again and again. */
export declare class LineDraft {
    #private;
    /** The text of all lines, and room behind it. */
    get bytes(): Uint8Array;
    /** Bytes of text. */
    get length(): number;
    /** Lines, the empty ones included. */
    get lineCount(): number;
    /** Where a line ends; it begins where the one before ends. */
    endOf(line: number): number;
    clear(): void;
    /** Adds a line: the first `length` bytes of `text`, its line feed included; 0 for an empty one. */
    add(text: Uint8Array, length: number): void;
    /** Adds empty lines. */
    addEmpty(count: number): void;
}
