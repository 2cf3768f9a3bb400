/** A list in portions of so many items, the last one with what is left. */
export declare function portionsOf<T>(items: readonly T[], size: number): Generator<readonly T[], void>;
