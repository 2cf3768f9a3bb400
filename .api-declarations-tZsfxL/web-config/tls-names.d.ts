/** OpenSSL's names for the suites of TLS 1.2 that Go has, by Go's names, in Go's order of preference. */
export declare const TLS12_SUITES: ReadonlyMap<string, string>;
/** The suites of TLS 1.3, which Go and OpenSSL call the same. Go has all of them on whatever is listed, and so have we. */
export declare const TLS13_SUITES: readonly ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];
/** What is offered for TLS 1.2 when nothing is listed: what has forward secrecy and authenticated encryption. */
export declare const DEFAULT_TLS12_SUITES: readonly string[];
/** OpenSSL's names of curves by Go's. */
export declare const CURVES: ReadonlyMap<string, string>;
/** Node's names of versions by Go's. */
export declare const TLS_VERSIONS: {
    readonly TLS12: "TLSv1.2";
    readonly TLS13: "TLSv1.3";
};
export type TlsVersionName = keyof typeof TLS_VERSIONS;
