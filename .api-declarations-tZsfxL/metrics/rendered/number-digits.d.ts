/** Longest text of a value, as in `-0.0000010001739418128511`: 17 digits that count behind a sign, a point and six zeros. */
export declare const LONGEST_VALUE = 25;
/**
 * Writes a value at `at` as {@link printSampleValue} prints it, and returns where it ends. Whole numbers, decimals with few
 * places and times go digit by digit into the bytes, which costs a tenth of making a text first; the rest goes through it.
 *
 * @param bytes - with room for {@link LONGEST_VALUE} bytes from `at` on.
 */
export declare function writeSampleValue(bytes: Uint8Array, at: number, value: number | bigint): number;
