/**
 * Finds where an element of a JSON array ends, in bytes that arrive piece by piece, without parsing it: at the comma or the
 * closing bracket that is not inside of it. Brackets are counted, not matched: what is wrong inside an element shows when it
 * is parsed, and does not take the elements behind it along.
 */
export declare class JsonValueEnd {
    #private;
    /** Begins with a new element. */
    start(): void;
    /** The position of the comma or bracket behind the element, or -1 when the element goes on behind these bytes. */
    find(bytes: Uint8Array, start: number): number;
}
