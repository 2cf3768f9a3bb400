import { isIPv6, SocketAddress } from "node:net";

/** One name, in Node's notation: quoted as in JSON where it contains what could be taken for the next name. */
const NAME = /([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/gy;

/** The kinds of names that identify a client; the toolkit compares the same four. */
const KINDS = ["DNS", "email", "IP Address", "URI"];

/**
 * The names out of a certificate's `subjectAltName` as Node prints it, without their kind. Names of other kinds are left
 * out, and addresses are written in one way.
 */
export function subjectAlternativeNames(printed: string | undefined): readonly string[] {
  return [...(printed ?? "").matchAll(NAME)].flatMap(([, kind = "", name = ""]) => {
    if (!KINDS.includes(kind)) return [];
    return [canonicalName(name.startsWith('"') ? (JSON.parse(name) as string) : name)];
  });
}

/** The same text for every way of writing an IPv6 address; other names as they are. */
export function canonicalName(name: string): string {
  return isIPv6(name) ? new SocketAddress({ address: name, family: "ipv6" }).address : name;
}
