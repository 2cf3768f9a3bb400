import { createHash } from "node:crypto";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

import helmet from "helmet";

import { secureHeaders } from "../../../../src/http/sending/secure-headers";

const STYLE_SHEET = "body { color: black }";
const SCRIPT = "alert(1)";

/** What helmet puts on an answer, by name, as Node sends it. */
function headersOfHelmet(): Readonly<Record<string, unknown>> {
  const hashOf = (text: string): string =>
    `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "style-src": [hashOf(STYLE_SHEET)],
        "script-src": [hashOf(SCRIPT)],
        "connect-src": ["'self'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
  });
  setHeaders(response.req, response, (error) => {
    if (error !== undefined) throw new Error("helmet rejected its options", { cause: error });
  });
  return { ...response.getHeaders() };
}

test("the headers of every answer are those that helmet would set, with nothing allowed but the style sheet, the script and this server", () => {
  expect(Object.fromEntries(secureHeaders(STYLE_SHEET, SCRIPT))).toEqual(headersOfHelmet());
});

test("they come in helmet's order, so that an answer reads the same", () => {
  expect([...secureHeaders(STYLE_SHEET, SCRIPT).keys()]).toEqual(Object.keys(headersOfHelmet()));
});
