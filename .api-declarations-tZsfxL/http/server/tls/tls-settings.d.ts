import type { SecureContextOptions } from "node:tls";
/** What is asked of a client's certificate, in Go's words, which are those of the web configuration. */
export type ClientAuthType = "NoClientCert" | "RequestClientCert" | "RequireAnyClientCert" | "VerifyClientCertIfGiven" | "RequireAndVerifyClientCert";
/** How connections are encrypted. Holds the private key: not to be logged. */
export interface TlsSettings {
    /** Certificate, key and protocol; a server can be made of it. */
    readonly secureContext: SecureContextOptions;
    readonly clientAuth: ClientAuthType;
    /** Subject Alternative Names of which a client's certificate must have one; undefined: any will do. */
    readonly allowedSans: readonly string[] | undefined;
}
