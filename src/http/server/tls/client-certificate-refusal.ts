import { canonicalName, subjectAlternativeNames } from "./subject-alternative-names";
import type { TlsSettings } from "./tls-settings";

/** What a handshake found out about a client, as a `TLSSocket` of Node has it. */
export interface HandshakeFindings {
  /** Whether the client CA vouches for the certificate. */
  readonly authorized: boolean;
  /** Why it does not: a code of OpenSSL's. */
  readonly authorizationError: unknown;
  readonly getPeerX509Certificate: () => { readonly subjectAltName?: string | undefined } | undefined;
}

/** Why a client must not go on after its handshake, in words for the log; undefined when it may. */
export function clientCertificateRefusal(
  socket: HandshakeFindings,
  { clientAuth, allowedSans }: Pick<TlsSettings, "clientAuth" | "allowedSans">,
): string | undefined {
  if (clientAuth === "NoClientCert" || clientAuth === "RequestClientCert") return undefined;
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) {
    const isNeeded = clientAuth !== "VerifyClientCertIfGiven" || allowedSans !== undefined;
    return isNeeded ? "sent no certificate" : undefined;
  }
  if (clientAuth !== "RequireAnyClientCert" && !socket.authorized) {
    return `sent a certificate that the client CA does not vouch for: ${String(socket.authorizationError)}`;
  }
  if (allowedSans === undefined) return undefined;
  const allowed = allowedSans.map(canonicalName);
  const names = subjectAlternativeNames(certificate.subjectAltName);
  return names.some((name) => allowed.includes(name))
    ? undefined
    : "sent a certificate without any of the names in client_allowed_sans";
}
