/**
 * The first index from `from` to before `to` that is not before what is looked for; `to` when all are.
 *
 * @param isBefore - true of all indices up to some one, false of all behind it.
 */
export declare function lowerBound(from: number, to: number, isBefore: (index: number) => boolean): number;
