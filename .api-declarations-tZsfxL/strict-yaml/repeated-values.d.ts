import type { ConfigFinding, ConfigPath } from "./config-problem";
/**
 * A finding for every value of a list that occurs further up in it. Nothing (null, or undefined for what could not be
 * read) is compared with nothing.
 *
 * @param pathOf where the value at a position of the list stands.
 * @param problem what follows the value, such as "is assigned twice; a shard has one home".
 */
export declare function repeatedValues(values: readonly unknown[], pathOf: (index: number) => ConfigPath, problem: string): readonly ConfigFinding[];
