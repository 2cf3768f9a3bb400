/** New values for some lines of a block, in the order of those lines. Filled again and again. */
export declare class NewValues {
    #private;
    /** What {@link NewValues.print} printed. */
    readonly text: Uint8Array<ArrayBuffer>;
    get count(): number;
    /** The line that value number `i` is for. */
    lineAt(i: number): number;
    valueAt(i: number): number;
    /** Writes value number `i` into `text` and returns its length. */
    print(i: number): number;
    /** @param line - behind those that were added before. */
    add(line: number, value: number | bigint): void;
    /** Forgets the values behind the first `count`. */
    cutTo(count: number): void;
    clear(): void;
}
