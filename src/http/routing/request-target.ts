import type { Result } from "../../domain/terms/result";

/** A request's target as a path with its query, or what is wrong with it. */
export type TargetResult = Result<string>;

/** Visible ASCII but `#`: what else there is has to be percent-encoded, and a fragment is never sent (RFC 9112, 3.2). */
const PATH_AND_QUERY = /^\/[!"$-~]*$/;

/** What a client sends that takes this server for a proxy, and every server has to take (RFC 9112, 3.2.2). */
const WHOLE_URL = /^https?:\/\/([^/?#]*)([^]*)$/i;

/** A host, by name or address, and perhaps a port; no user before it. Empty where a URL has no host at all. */
const AUTHORITY = /^(?:[\w.~%!$&'()*+,;=-]*|\[[\da-f:.]+\])(?::\d{0,5})?$/i;

/**
 * Reads what a request line asks for. The router sees nothing but a path with its query, so that no parser of
 * URLs, and none of its warnings, depends on what a stranger sends.
 *
 * @param url - as it stands in the request line, a character for each byte.
 */
export function readTarget(url: string): TargetResult {
  if (PATH_AND_QUERY.test(url)) return { ok: true, value: url };
  // For the server as a whole: there is nothing at it, and the answer says so.
  if (url === "*") return { ok: true, value: url };
  const [, authority, rest = ""] = WHOLE_URL.exec(url) ?? [];
  if (authority === undefined) return { ok: false, message: reasonAgainst(url) };
  if (authority.includes("@")) return refused("a URL with a user in it is not taken; leave the user out");
  if (authority === "" || !isAuthority(authority)) return refused("the host of the URL is not valid");
  const target = rest.startsWith("/") ? rest : `/${rest}`;
  return PATH_AND_QUERY.test(target)
    ? { ok: true, value: target }
    : { ok: false, message: reasonAgainst(target) };
}

/** Whether a text can be the value of `Host`, or what stands in its place in a URL. */
export function isAuthority(text: string): boolean {
  return AUTHORITY.test(text);
}

function refused(message: string): TargetResult {
  return { ok: false, message: `the request target: ${message}` };
}

function reasonAgainst(url: string): string {
  const reason = !url.startsWith("/")
    ? "expected a path that starts with /, or a URL with http or https"
    : url.includes("#")
      ? "expected no #; what is behind it is for the client only, or is written as %23"
      : "expected ASCII; other characters are percent-encoded UTF-8";
  return `the request target: ${reason}`;
}
