/** A typed array that keeps one value of every row. */
export type Column =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>;

/** A copy of a column with another length: cut off at its end, or filled up with zeros. */
export function resized<C extends Column>(column: C, length: number): C {
  if (length <= column.length) return column.slice(0, length) as C;
  const copy = new (column.constructor as new (length: number) => C)(length);
  // Both have the same class, which the type of `set` cannot know.
  (copy as Float64Array).set(column as Float64Array);
  return copy;
}
