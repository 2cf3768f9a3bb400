/** What a caller says who it is. Not to be logged. */
export interface BasicCredentials {
    readonly name: string;
    readonly password: string;
}
/**
 * Name and password out of an `Authorization` header, or undefined when there are none: another scheme, no base64, no
 * UTF-8, no colon. The first colon ends the name (RFC 7617, 2), so a password may have some.
 */
export declare function basicCredentials(authorization: string | undefined): BasicCredentials | undefined;
