import { formatCount } from "./format";

/**
 * What is said of the faults that are listed nowhere, beside those that are. More are broken than are told apart, and one is listed
 * only when it has lasted some seconds: in the first of them nothing is listed yet, and nobody should look for a list.
 *
 * @param listed - how many incidents are listed.
 * @param notListed - at least one.
 */
export function notListedSentence(listed: number, notListed: number): string {
  const [faults, are] = notListed === 1 ? ["fault", "is"] : ["faults", "are"];
  return listed > 0
    ? `Too much is broken at once: ${formatCount(notListed)} ${faults} ${are} listed nowhere.`
    : `Too much broke at once: the first faults are listed as soon as they have lasted some seconds, and ${formatCount(notListed)} ${are} going to be listed nowhere.`;
}
