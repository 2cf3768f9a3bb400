import { createHash } from "node:crypto";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

import helmet from "helmet";

/** Headers of every answer, by name. */
export type SecureHeaders = ReadonlyMap<string, string>;

/**
 * Headers that keep a browser from doing anything with an answer but showing it. Nothing may be loaded, run, framed or
 * submitted; the one exception is the status page's own style sheet, by its hash.
 *
 * No Strict-Transport-Security: it would bind every service on this host name, not only this one. Whoever wants it sets it
 * where TLS is configured.
 *
 * They are the same for every answer, so they are asked for once: also answers without any request for middleware to see
 * have them.
 */
export function secureHeaders(styleSheet: string): SecureHeaders {
  const styleHash = createHash("sha256").update(styleSheet, "utf8").digest("base64");
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "style-src": [`'sha256-${styleHash}'`],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
  });
  const neverSent = new ServerResponse(new IncomingMessage(new Socket()));
  setHeaders(neverSent.req, neverSent, throwIfGiven);
  return new Map(Object.entries(neverSent.getHeaders()).map(([name, value]) => [name, String(value)]));
}

/** Puts the headers on an answer whose head is not sent yet. */
export function setSecureHeaders(response: ServerResponse, headers: SecureHeaders): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}

function throwIfGiven(error?: unknown): void {
  if (error !== undefined) throw error as Error;
}
