import type { IncomingHttpHeaders } from "node:http";
import type { Guard } from "./guard";
/**
 * Refuses requests that a web page of somebody else makes a browser send. Such a page can reach a loopback address through
 * the browser of a person on this machine, and "from loopback" is all that is asked of a caller where no token is configured.
 *
 * @param hasTokens - whether tokens are configured now. Without any, even a page that seems to be this server's own must
 *   have come from a loopback name: under DNS rebinding a foreign name points here, and Origin and Host agree.
 */
export declare function refuseForeignPages(hasTokens: () => boolean): Guard;
/** Why a request looks as if a foreign page caused it, or undefined. Programs other than browsers send none of these headers. */
export declare function foreignPage(headers: IncomingHttpHeaders, hasTokens: boolean): string | undefined;
