import { decodeUtf8 } from "../../../wire/json/utf8";

/** What a caller says who it is. Not to be logged. */
export interface BasicCredentials {
  readonly name: string;
  readonly password: string;
}

/**
 * Name and password out of an `Authorization` header, or undefined when there are none: another scheme, no base64, no
 * UTF-8, no colon. The first colon ends the name (RFC 7617, 2), so a password may have some.
 */
export function basicCredentials(authorization: string | undefined): BasicCredentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const decoded = decodeUtf8(Buffer.from(encoded, "base64"));
  const colon = decoded.ok ? decoded.value.indexOf(":") : -1;
  if (!decoded.ok || colon < 0) return undefined;
  return { name: decoded.value.slice(0, colon), password: decoded.value.slice(colon + 1) };
}
