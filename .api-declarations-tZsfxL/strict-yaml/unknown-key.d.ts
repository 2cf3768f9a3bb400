import type { ConfigKey } from "./config-keys";
import type { ConfigPath } from "./config-problem";
/**
 * The nearest of several words, whatever its case, if it is near enough to be what was meant: a third of the letters,
 * and two in a short word, may differ.
 */
export declare function nearest(word: string, candidates: readonly string[]): string | undefined;
/**
 * What to say about a key that the schema does not know: the known key that it resembles, else the section that it
 * belongs to, else what may stand there.
 *
 * @param section where it stands.
 * @param all every key of the document.
 */
export declare function describeUnknownKey(name: string, section: ConfigPath, all: readonly ConfigKey[]): string;
