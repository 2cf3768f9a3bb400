/** The bytes of JSON's own characters. */
export declare const ASCII: {
    readonly tab: 9;
    readonly lineFeed: 10;
    readonly carriageReturn: 13;
    readonly space: 32;
    readonly quote: 34;
    readonly plus: 43;
    readonly comma: 44;
    readonly minus: 45;
    readonly point: 46;
    readonly zero: 48;
    readonly colon: 58;
    readonly upperE: 69;
    readonly openBracket: 91;
    readonly backslash: 92;
    readonly closeBracket: 93;
    readonly lowerE: 101;
    readonly openBrace: 123;
    readonly closeBrace: 125;
};
/**
 * The byte at a position, 0 behind the end, where heartbeats that are cut short lead. Engines give up their fastest code for
 * a function, for good, once it has asked an array for what is not in it: every heartbeat took twice as long then.
 */
export declare function byteAt(bytes: Uint8Array, at: number): number;
/** The position of the first byte from `start` on that is none of JSON's four blanks; the end when all are. */
export declare function skipBlanks(bytes: Uint8Array, start: number): number;
/** The same within one line: a line feed is not skipped. */
export declare function skipBlanksInLine(bytes: Uint8Array, start: number): number;
