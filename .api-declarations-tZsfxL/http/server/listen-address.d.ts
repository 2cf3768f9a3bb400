import type { Result } from "../../domain/terms/result";
/** Where to listen. Without a host: on every address of this machine. */
export interface ListenAddress {
    readonly host: string | undefined;
    /** 0 to 65535; 0 lets the system choose a free one. */
    readonly port: number;
}
/** An address that was understood, or a sentence that names the value and how it is written. */
export type ListenAddressResult = Result<ListenAddress>;
/**
 * Reads an address as Prometheus' programs take it: `:10843`, `127.0.0.1:10843`, `localhost:10843`, `[::1]:10843`.
 * An IPv6 address needs its brackets, or nobody could tell where it ends.
 */
export declare function parseListenAddress(text: string): ListenAddressResult;
/** The address as it is written on the command line. */
export declare function formatListenAddress({ host, port }: ListenAddress): string;
