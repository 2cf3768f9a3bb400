/**
 * Whether a socket's peer is this very machine: 127.0.0.0/8, ::1, and IPv4's range as an IPv6 socket shows it. Headers such
 * as X-Forwarded-For are no evidence, whoever sends them.
 */
export declare function isLoopbackAddress(address: string | undefined): boolean;
/** Whether a URL's host name can only mean this machine: localhost, or a loopback address. */
export declare function isLoopbackHostname(hostname: string): boolean;
