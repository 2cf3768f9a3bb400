/** Whether a file is so large that reading it would hold up everything else. What cannot be looked at is not. */
export declare function isLargeFile(path: string): Promise<boolean>;
