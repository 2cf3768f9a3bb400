/** Arrays and objects within one another; the deepest wire shape, a reason in a region's details, needs five. */
export declare const MAX_JSON_DEPTH = 32;
/**
 * What a text's structure has that a general JSON parser lets pass and this project refuses: nesting deeper than
 * {@link MAX_JSON_DEPTH}, a key twice in one object (also when both values are equal, also when one is spelled with
 * escapes), and the key `__proto__`. One pass, no recursion, linear in the text's length.
 *
 * Syntax is not its business: of a text that is no JSON it sees as much as is well-formed, and the parser, which
 * recurses and therefore runs second, reports the rest.
 *
 * @returns a sentence with the key and its position (UTF-16 units from 0), or undefined when there is nothing to refuse.
 */
export declare function jsonStructureProblem(text: string): string | undefined;
/** The position behind the closing quote of the string that starts at `start`, or the text's end if it has none. */
export declare function endOfString(text: string, start: number): number;
