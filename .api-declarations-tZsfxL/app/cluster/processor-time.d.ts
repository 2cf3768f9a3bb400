/** Milliseconds of processor time that this process has used, ever, all its threads together. */
export declare function processorTimeMs(): number;
