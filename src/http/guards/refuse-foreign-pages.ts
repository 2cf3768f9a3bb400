import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import { isLoopbackHostname } from "../access/loopback";
import { problemOf } from "../sending/problem";

/**
 * Refuses requests that a foreign web page makes a browser send. Such a page can reach a loopback address through
 * the browser of a person on this machine, and "from loopback" is all that is asked of a caller where no token is configured.
 *
 * @param hasTokens - whether tokens are configured for the request. Without any, even a page that seems to be this server's own must
 *   have come from a loopback name: under DNS rebinding a foreign name points here, and Origin and Host agree.
 */
export function refuseForeignPages(hasTokens: (request: IncomingMessage) => boolean): Guard {
  return (request, response, next) => {
    const message = foreignPage(request.headers, hasTokens(request));
    if (message === undefined) next();
    else sendProblem(response, problemOf(403, message));
  };
}

/** Why a request looks as if a foreign page caused it, or undefined. Programs other than browsers send none of these headers. */
export function foreignPage(headers: IncomingHttpHeaders, hasTokens: boolean): string | undefined {
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") {
    return "Sec-Fetch-Site: pages of other sites may not change anything here; call this route from a program";
  }
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const url = parseOrigin(origin);
  const ours = url !== undefined && url.host === headers.host?.toLowerCase();
  if (ours && (hasTokens || isLoopbackHostname(url.hostname))) return undefined;
  return `Origin: pages from ${JSON.stringify(origin.slice(0, 100))} may not change anything here; call this route from a program`;
}

function parseOrigin(origin: string): URL | undefined {
  return URL.canParse(origin) ? new URL(origin) : undefined;
}
