/** One block of a PEM text. */
export interface PemBlock {
    /** What stands after BEGIN, such as `CERTIFICATE` or `EC PRIVATE KEY`. */
    readonly label: string;
    /** The block with its first and last line. */
    readonly pem: string;
}
/** The blocks of a PEM text in their order. What stands between them does not count, as everywhere. */
export declare function pemBlocks(text: string): readonly PemBlock[];
