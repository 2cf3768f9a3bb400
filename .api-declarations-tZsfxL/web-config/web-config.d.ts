import type { SecureContextOptions } from "node:tls";
/** Go's names for what a server wants to see of a client's certificate, as the exporter toolkit takes them. */
export declare const CLIENT_AUTH_TYPES: readonly ["NoClientCert", "RequestClientCert", "RequireAnyClientCert", "VerifyClientCertIfGiven", "RequireAndVerifyClientCert"];
export type ClientAuthType = (typeof CLIENT_AUTH_TYPES)[number];
/** How connections are encrypted. Holds the private key: not to be logged. */
export interface TlsConfig {
    /** Certificate, key and protocol in Node's own terms; tried out, so that a server can be made of it. */
    readonly secureContext: SecureContextOptions;
    readonly clientAuth: ClientAuthType;
    /** Names of which a client's certificate must have one; undefined: any will do. */
    readonly allowedSans: readonly string[] | undefined;
    /** When the first certificate of the chain that is served ends, in milliseconds since the epoch. */
    readonly expiresAtMs: number;
}
/** Somebody with a password. */
export interface WebUser {
    readonly name: string;
    /** bcrypt's notation. Not to be logged. */
    readonly hash: string;
}
/** The web configuration, checked, with the certificates that it refers to. */
export interface WebConfig {
    /** Undefined: connections are not encrypted. */
    readonly tls: TlsConfig | undefined;
    /** Empty: nobody has a password. */
    readonly users: readonly WebUser[];
    /** Headers of every answer; an empty value takes one of our own away. */
    readonly headers: Readonly<Record<string, string>>;
    /** Whether HTTP/2 was asked for, in so many words. It cannot be had. */
    readonly asksForHttp2: boolean;
}
/** What holds without a web configuration. */
export declare const NO_WEB_CONFIG: WebConfig;
