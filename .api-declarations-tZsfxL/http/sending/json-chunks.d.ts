import type { Listing } from "../../domain/terms/listing";
/** A list in a document that may be so long that it has to be printed bit by bit. */
export declare class LongList<T> {
    #private;
    /** @param toWire - makes an entry into plain JSON, when its turn comes. */
    constructor(entries: Listing<T>, toWire: (entry: T) => unknown);
    get length(): number;
    /** Some of the entries as plain JSON, as an array's `slice` has them. */
    slice(start: number, end: number): readonly unknown[];
}
/** A mapping in a document that may have so many members that they have to be made one by one, when their turn comes. */
export declare class LongObject {
    readonly members: Iterable<readonly [key: string, value: unknown]>;
    /** @param members - values are plain JSON, or have long lists themselves; undefined is left out. Gone through once. */
    constructor(members: Iterable<readonly [key: string, value: unknown]>);
}
/** A list of objects that may be long themselves: they are printed one by one, so they are to be few. */
export declare class ListOfLongObjects {
    readonly entries: Iterable<Readonly<Record<string, unknown>>>;
    /** @param entries - plain JSON, or with long lists and objects in it. Gone through once. */
    constructor(entries: Iterable<Readonly<Record<string, unknown>>>);
}
/**
 * A JSON document printed a chunk at a time; together the chunks are exactly what `printJson(document, 2)` would print at once
 * if its long lists were arrays and its long objects plain ones, and a line feed.
 *
 * @param document - plain JSON, with one of the classes above wherever an object has what may be long.
 */
export declare function jsonChunks(document: Readonly<Record<string, unknown>>): Generator<string, void>;
