import { connect } from "node:net";
import type { Socket } from "node:net";

import { ATTACKER_ADDRESS } from "./attack";

/** What an attacker wants to know of a connection. */
export interface ConnectionEvents {
  /** Whether it comes from the attackers' own address; it does unless this is false. */
  readonly isFromAttackers?: boolean;
  readonly onOpen?: (socket: Socket) => void;
  readonly onData?: (bytes: Buffer, socket: Socket) => void;
  /** It is gone, whoever ended it; also when it never opened. */
  readonly onClose?: (wasOpen: boolean) => void;
}

/** Opens a connection that obeys no protocol. Errors are what an attacker expects: they only end it. */
export function openRaw(port: number, { isFromAttackers = true, ...events }: ConnectionEvents): Socket {
  const { onOpen, onData, onClose } = events;
  let wasOpen = false;
  const socket = connect({
    host: "127.0.0.1",
    port,
    localAddress: isFromAttackers ? ATTACKER_ADDRESS : undefined,
  });
  socket.on("connect", () => {
    wasOpen = true;
    onOpen?.(socket);
  });
  socket.on("error", () => undefined); // "close" follows, and says all that is counted.
  socket.on("close", () => onClose?.(wasOpen));
  if (onData)
    socket.on("data", (bytes: Buffer) => {
      onData(bytes, socket);
    });
  else socket.resume();
  return socket;
}
