import type { Document, LineCounter } from "yaml";
import type { ConfigPath } from "../config-problem";
/** Something wrong with a text that is YAML all the same. */
export interface YamlFinding {
    readonly offset: number;
    readonly path: ConfigPath;
    readonly message: string;
}
/**
 * Aliases whose anchor is not defined before them. The library only finds out when it makes values, by throwing, and its
 * own way of asking walks the whole document for each alias.
 */
export declare function unknownAliases(document: Document.Parsed): readonly YamlFinding[];
/**
 * Keys that a mapping has twice. Not left to the library, which compares every key with every other and says neither
 * which key it is nor where it was first.
 */
export declare function repeatedKeys(document: Document.Parsed, lines: LineCounter): readonly YamlFinding[];
