/**
 * The names out of a certificate's `subjectAltName` as Node prints it, without their kind. Names of other kinds are left
 * out, and addresses are written in one way.
 */
export declare function subjectAlternativeNames(printed: string | undefined): readonly string[];
/** The same text for every way of writing an IPv6 address; other names as they are. */
export declare function canonicalName(name: string): string;
