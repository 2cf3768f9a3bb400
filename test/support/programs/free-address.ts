import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/**
 * An address of this machine that no other process of tests listens on: on 127.0.0.1 each of them has the system choose a port
 * now and then, which may be the one that was found free here.
 */
const OWN_HOST = `127.${1 + ((process.pid >> 16) & 63)}.${(process.pid >> 8) & 255}.${process.pid & 255}`;

/** HOST:PORT at which nobody listens, for a program that cannot say which port the system chose. */
export async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, OWN_HOST);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `${OWN_HOST}:${port}`;
}
