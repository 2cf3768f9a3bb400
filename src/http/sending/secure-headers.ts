import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";

/** Headers of every answer, by name. */
export type SecureHeaders = ReadonlyMap<string, string>;

/**
 * Headers that keep a browser from doing anything with an answer but showing it. Nothing may be loaded, run or framed;
 * the exceptions are the status page's own style sheet and script, by their hashes. The script may ask this server, and a form may be sent to it.
 *
 * No Strict-Transport-Security: it would bind every service on this host name, not only this one. An operator who wants it sets it
 * where TLS is configured.
 *
 * They are the same for every answer, so they are a constant: answers that no middleware sees have them too.
 */
export function secureHeaders(styleSheet: string, script: string): SecureHeaders {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(styleSheet)}'`,
    `script-src '${hashOf(script)}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(";");
  return new Map([["content-security-policy", policy], ...FIXED_HEADERS]);
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}

/** Those that say the same of every page. A test compares all of them with what helmet would set. */
const FIXED_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["origin-agent-cluster", "?1"],
  ["referrer-policy", "no-referrer"],
  ["x-content-type-options", "nosniff"],
  ["x-dns-prefetch-control", "off"],
  ["x-download-options", "noopen"],
  ["x-frame-options", "DENY"],
  ["x-permitted-cross-domain-policies", "none"],
  ["x-xss-protection", "0"],
];

/** Puts the headers on an answer whose head is not sent yet. */
export function setSecureHeaders(response: ServerResponse, headers: SecureHeaders): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}
