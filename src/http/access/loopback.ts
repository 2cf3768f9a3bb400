import { BlockList, isIP } from "node:net";

/** How sockets spell the addresses that callers on this machine have as good as always. */
const USUAL: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/**
 * Whether a socket's peer is this very machine: 127.0.0.0/8, ::1, and IPv4's range as an IPv6 socket shows it. Headers such
 * as X-Forwarded-For are no evidence.
 */
export function isLoopbackAddress(address: string | undefined): boolean {
  // Every heartbeat asks; a list of networks costs ten times what reading the heartbeat does.
  if (address !== undefined && USUAL.has(address)) return true;
  const version = address === undefined ? 0 : isIP(address);
  if (address === undefined || version === 0) return false;
  const loopback = new BlockList();
  loopback.addSubnet("127.0.0.0", 8, "ipv4");
  loopback.addAddress("::1", "ipv6");
  return loopback.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** Whether a URL's host name can only mean this machine: localhost, or a loopback address. */
export function isLoopbackHostname(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return bare.toLowerCase() === "localhost" || isLoopbackAddress(bare);
}
