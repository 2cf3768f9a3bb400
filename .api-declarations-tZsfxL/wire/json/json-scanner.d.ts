import type { U64Array } from "../../domain/columns/u64-words";
/**
 * Reads tokens of JSON right out of bytes, as long as they are spelled the plain way. Every method either reads its token
 * and moves on, or says that it did not recognise it; then the place is of no use any more.
 */
export declare class JsonScanner {
    #private;
    /** The position of the next byte. */
    get at(): number;
    /**
     * Starts over.
     *
     * @param linesMayEnd - whether a line feed is a blank, as in JSON, or the end of everything, as in NDJSON.
     */
    start(bytes: Uint8Array, at: number, linesMayEnd: boolean): void;
    /** Skips blanks and one byte, which has to be this one, and blanks again. */
    takes(byte: number): boolean;
    /** Skips one byte if it is this one, and nothing else. */
    takesAtOnce(byte: number): boolean;
    /** Skips exactly these bytes if they are next. */
    takesAll(literal: Uint8Array): boolean;
    skipBlanks(): void;
    /** Reads a whole number from 0 to 65535; -1 when it is none. */
    u16(): number;
    /** Reads a whole number from 0 to 2^64 - 1, all bits kept, into place `i` of `target`. */
    u64(target: U64Array, i: number): boolean;
    /** Reads a finite f64 from 0, as `Number()` would round it; -1 when it is none. */
    float(): number;
}
/** A key or a text as its bytes, quotes included. */
export declare function quoted(text: string): Uint8Array;
