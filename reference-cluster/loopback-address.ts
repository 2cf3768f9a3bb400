import { isIP } from "node:net";
import type { Result } from "#exporter/domain/terms/result";

/** Where a server listens. */
export interface ListenAddress {
  /** A loopback address, or `localhost`. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** An address of this machine that no other can reach, or why the text names none. */
export type ListenAddressResult = Result<ListenAddress>;

/** Reads `host:port`, `[::1]:port` or `:port` (then 127.0.0.1). Whoever can reach the faults can break the cluster. */
export function parseLoopbackAddress(text: string): ListenAddressResult {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) {
    return { ok: false, message: `expected an address such as 127.0.0.1:10844, got "${text}"` };
  }
  const named = match[1] ?? match[2] ?? "";
  const host = named === "" ? "127.0.0.1" : named;
  if (!isLoopbackHost(host)) {
    return { ok: false, message: `expected a loopback address such as 127.0.0.1, got "${host}"` };
  }
  return { ok: true, value: { host, port } };
}

/** Whether a host, without brackets and port, is this machine itself: 127.0.0.0/8, ::1 or localhost. */
export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
