import { createHash } from "node:crypto";

import helmet from "helmet";

/** A connect-style handler; helmet's is narrower than express's and fits plain servers too. */
type HeaderHandler = ReturnType<typeof helmet>;

/**
 * Headers that keep a browser from doing anything with an answer but showing it. Nothing may be loaded, run, framed or
 * submitted; the one exception is the status page's own style sheet, by its hash.
 *
 * No Strict-Transport-Security: it would bind every service on this host name, not only this one. Whoever wants it sets it
 * where TLS is configured.
 */
export function secureHeaders(styleSheet: string): HeaderHandler {
  const styleHash = createHash("sha256").update(styleSheet, "utf8").digest("base64");
  return helmet({
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
}
