import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** Closes a connection at once, without waiting for what its client has not read. */
export function cutOff(socket: Socket): void {
  // A plain end would leave megabytes in the kernel for as long as the client likes. Node resets no TLS connection.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
