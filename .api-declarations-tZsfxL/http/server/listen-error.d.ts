/** An address that cannot be listened on. The message names the address, the reason and the flag to change. */
export declare class ListenError extends Error {
    /** As it is written on the command line. */
    readonly address: string;
    readonly name = "ListenError";
    constructor(
    /** As it is written on the command line. */
    address: string, cause: NodeJS.ErrnoException);
}
