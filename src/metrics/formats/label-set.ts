import { escapeQuoted } from "./escaping";

/**
 * Labels in braces as both formats write them, or nothing when there are none.
 *
 * @param values one for each name, in the same order.
 * @throws RangeError when there are more or fewer values than names: a metric of the catalogue is wrong.
 */
export function printLabelSet(names: readonly string[], values: readonly string[]): string {
  if (names.length !== values.length) {
    throw new RangeError(`labels ${names.join(", ")}: expected ${names.length} values, got ${values.length}`);
  }
  if (names.length === 0) return "";
  let labels = "";
  for (const [i, value] of values.entries()) {
    labels += `${i === 0 ? "{" : ","}${names[i] ?? ""}="${escapeQuoted(value)}"`;
  }
  return `${labels}}`;
}
