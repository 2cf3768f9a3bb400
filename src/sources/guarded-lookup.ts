import { lookup } from "node:dns";
import type { LookupAddress, LookupOptions } from "node:dns";
import { BlockList, isIPv6 } from "node:net";
import type { LookupFunction } from "node:net";

/** What only this machine, or what runs it, answers at; and what leads there. IPv4 in IPv6 is found by the IPv4 rules. */
const HIDDEN: readonly (readonly [network: string, prefix: number, family: "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  // Metadata of Alibaba's machines.
  ["100.100.100.200", 32, "ipv4"],
  ["::", 128, "ipv6"],
  ["::1", 128, "ipv6"],
  ["fe80::", 10, "ipv6"],
  // Metadata of Amazon's machines.
  ["fd00:ec2::254", 128, "ipv6"],
];

const LOOPBACK: typeof HIDDEN = [
  ["127.0.0.0", 8, "ipv4"],
  ["::1", 128, "ipv6"],
];

/** The name leads to an address that is asked only where it is written out. */
export class HiddenAddressError extends Error {}

/** Looks up all addresses of a name, as `lookup` of `node:dns` does. */
export type LookUpAll = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks names up for connections, and refuses one that leads to a loopback or link-local address: what is connected to is
 * what was looked at, so that a name that leads elsewhere the second time gains nothing. An address that is written out is not
 * looked up, and so may be any; `localhost` may be loopback and nothing else.
 *
 * @param lookUpAll - the system's, unless given.
 */
export function guardedLookup(lookUpAll: LookUpAll = lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookUpAll(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, []);
        return;
      }
      const [first] = addresses;
      const hidden = addresses.find(({ address }) => !isOpen(hostname, address));
      if (hidden || !first) {
        const message = `${hostname} leads to ${hidden?.address ?? "no address"}; a loopback or link-local address has to be written out in the URL`;
        callback(new HiddenAddressError(message), []);
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function isOpen(hostname: string, address: string): boolean {
  const isLocalhost = hostname.toLowerCase() === "localhost";
  return isLocalhost ? isIn(LOOPBACK, address) : !isIn(HIDDEN, address);
}

function isIn(networks: typeof HIDDEN, address: string): boolean {
  const list = new BlockList();
  for (const [network, prefix, family] of networks) list.addSubnet(network, prefix, family);
  // A scope such as %eth0 says by which interface, not where to.
  const plain = address.replace(/%.*$/, "");
  return list.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
}
