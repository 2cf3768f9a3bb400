import type { TlsSettings } from "./tls-settings";
/** What a handshake found out about a client, as a `TLSSocket` of Node has it. */
export interface HandshakeFindings {
    /** Whether the client CA vouches for the certificate. */
    readonly authorized: boolean;
    /** Why it does not: a code of OpenSSL's. */
    readonly authorizationError: unknown;
    readonly getPeerX509Certificate: () => {
        readonly subjectAltName?: string | undefined;
    } | undefined;
}
/** Why a client must not go on after its handshake, in words for the log; undefined when it may. */
export declare function clientCertificateRefusal(socket: HandshakeFindings, { clientAuth, allowedSans }: Pick<TlsSettings, "clientAuth" | "allowedSans">): string | undefined;
