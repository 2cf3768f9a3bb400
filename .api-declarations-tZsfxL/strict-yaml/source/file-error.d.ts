/** Whether an error says that the file does not exist. */
export declare function isFileMissing(error: unknown): boolean;
/** Why a file could not be read, without its path: "no such file". */
export declare function describeFileError(error: unknown): string;
