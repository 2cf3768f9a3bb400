/**
 * The dotted path of the field that a position in a JSON text belongs to, "" outside of any. Made for texts that are no
 * JSON, to say which field is to blame: it believes the text up to the position and reads nothing behind it.
 *
 * @param position - UTF-16 units from 0, as parsers report it.
 */
export declare function jsonFieldAt(text: string, position: number): string;
