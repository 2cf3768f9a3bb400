import type { ServerResponse } from "node:http";
/** Headers of every answer, by name. */
export type SecureHeaders = ReadonlyMap<string, string>;
/**
 * Headers that keep a browser from doing anything with an answer but showing it. Nothing may be loaded, run, framed or
 * submitted; the one exception is the status page's own style sheet, by its hash.
 *
 * No Strict-Transport-Security: it would bind every service on this host name, not only this one. Whoever wants it sets it
 * where TLS is configured.
 *
 * They are the same for every answer, so they are a constant: answers that no middleware sees have them too.
 */
export declare function secureHeaders(styleSheet: string): SecureHeaders;
/** Puts the headers on an answer whose head is not sent yet. */
export declare function setSecureHeaders(response: ServerResponse, headers: SecureHeaders): void;
