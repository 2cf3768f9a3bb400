import { resized } from "./resized";
import type { Column } from "./resized";

/** Makes a copy of the first values of a column. What is behind them has no meaning. */
export type CopyColumn = <C extends Column>(column: C, length: number) => C;

/**
 * Room for copies of the same columns, made again and again: the next copy takes the memory of the one before, which is lost by
 * it. New memory for each costs more than the copy itself, first from the machine and then from the garbage collector.
 */
export class ColumnRoom {
  readonly #kept: Column[] = [];
  #taken = 0;

  /** The columns that are copied next are, in their order, those that were copied since this was called last. */
  begin(): void {
    this.#taken = 0;
  }

  readonly copyOf: CopyColumn = <C extends Column>(column: C, length: number): C => {
    const place = this.#taken;
    this.#taken += 1;
    const kept = this.#kept[place];
    if (kept?.constructor !== column.constructor || kept.length < length) {
      const copy = resized(column, length);
      this.#kept[place] = copy;
      return copy;
    }
    // Both have the same class, which the type of `set` cannot know.
    (kept as Float64Array).set(column.subarray(0, length) as Float64Array);
    return kept as C;
  };
}
