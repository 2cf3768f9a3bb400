/** A typed array that keeps one value of every row. */
export type Column = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | BigUint64Array<ArrayBuffer>;
/** A copy of a column with another length: cut off at its end, or filled up with zeros. */
export declare function resized<C extends Column>(column: C, length: number): C;
