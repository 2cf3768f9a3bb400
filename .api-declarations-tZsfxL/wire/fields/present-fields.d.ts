type Present<T> = {
    [K in keyof T]?: NonNullable<T[K]>;
};
/** The fields that are there: serde writes an absent `Option` as null or leaves it out, the domain only leaves it out. */
export declare function presentFields<T extends object>(fields: T): Present<T>;
export {};
