import type { Socket } from "node:net";

import type { Attack, AttackOptions } from "./attack";
import { openRaw } from "./raw-connection";

/** Connections are opened so many at a time: a listen queue holds 511 of them at Node's default. */
const OPENING_AT_A_TIME = 200;

const PROBE = "GET /-/healthy HTTP/1.1\r\nHost: exporter\r\n\r\n";

/** Opens connections and leaves them alone: every second one says nothing at all, the others ask once and stay. */
export function startIdleConnections({ port, connections }: AttackOptions): Attack {
  const open = new Set<Socket>();
  const counts = { opened: 0, "refused or reset": 0, "open at a time": 0, "ended by the exporter": 0 };
  let started = 0;
  let over = false;
  let arrived: () => void;
  const underWay = new Promise<void>((resolve) => (arrived = resolve));
  const openNext = (): void => {
    if (over || started === connections) return;
    started += 1;
    const isSilent = started % 2 === 0;
    const next = (): void => {
      if (counts.opened + counts["refused or reset"] === connections) arrived();
      openNext();
    };
    openRaw(port, {
      // The kernel takes milliseconds to find a free port for an address that is given, when thousands are in use.
      isFromAttackers: false,
      onOpen: (socket) => {
        open.add(socket);
        counts.opened += 1;
        counts["open at a time"] = Math.max(counts["open at a time"], open.size);
        if (!isSilent) socket.write(PROBE);
        socket.once("close", () => open.delete(socket));
        next();
      },
      onClose: (wasOpen) => {
        if (over) return;
        if (wasOpen) counts["ended by the exporter"] += 1;
        else {
          counts["refused or reset"] += 1;
          next();
        }
      },
    });
  };
  for (let index = 0; index < OPENING_AT_A_TIME; index += 1) openNext();
  return {
    underWay,
    stop: () => {
      over = true;
      for (const socket of open) socket.destroy();
      return counts;
    },
  };
}
