import type { CST } from "yaml";
/**
 * Where a stream of tokens nests deeper than any configuration does, as an offset, or undefined. Asked before the tokens
 * become nodes, because that step calls itself for every level: a line of brackets would exhaust the stack, and V8 ends
 * the whole process when that happens inside a regular expression.
 */
export declare function nestsTooDeepAt(tokens: readonly CST.Token[]): number | undefined;
