/**
 * Labels in braces as both formats write them, or nothing when there are none.
 *
 * @param values one for each name, in the same order.
 * @throws RangeError when there are more or fewer values than names: a metric of the catalogue is wrong.
 */
export declare function printLabelSet(names: readonly string[], values: readonly string[]): string;
