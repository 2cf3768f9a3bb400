/** First in, first out; what came last can be taken out of turn. */
export declare class WorkQueue<T> {
    #private;
    get length(): number;
    push(item: T): void;
    /** The oldest; undefined when there is none. */
    shift(): T | undefined;
    /** Takes all but the `length` oldest, in their order. */
    takeAllBut(length: number): T[];
}
