import type { Socket } from "node:net";

import type { Attack, AttackOptions } from "./attack";
import { openRaw } from "./raw-connection";

const SCRAPE = "GET /metrics HTTP/1.1\r\nHost: exporter\r\n\r\n";
/** Every so often a slow reader takes what one turn of its event loop brings, some tens of KiB; then it stops again. */
const SIP_INTERVAL_MS = 200;

/** Asks for a scrape and hardly reads it: every second one takes sips, the others stop after the first bytes. */
export function startSlowReaders({ port, connections }: AttackOptions): Attack {
  const sockets = new Set<Socket>();
  const counts = { "scrapes begun": 0, "bytes taken": 0, "ended by the exporter": 0 };
  let over = false;
  let arrived: () => void;
  const underWay = new Promise<void>((resolve) => (arrived = resolve));
  const open = (sips: boolean): void => {
    let begun = false;
    const socket = openRaw(port, {
      onOpen: () => {
        sockets.add(socket);
        socket.write(SCRAPE);
      },
      onData: (bytes) => {
        counts["bytes taken"] += bytes.length;
        socket.pause();
        if (begun) return;
        begun = true;
        counts["scrapes begun"] += 1;
        if (counts["scrapes begun"] === connections) arrived();
      },
      onClose: (wasOpen) => {
        clearInterval(sipping);
        sockets.delete(socket);
        if (over) return;
        if (wasOpen) counts["ended by the exporter"] += 1;
        setTimeout(open, SIP_INTERVAL_MS, sips);
      },
    });
    const sipping = sips ? setInterval(() => socket.resume(), SIP_INTERVAL_MS) : undefined;
  };
  for (let index = 0; index < connections; index += 1) open(index % 2 === 0);
  return {
    underWay,
    stop: () => {
      over = true;
      for (const socket of sockets) socket.destroy();
      return counts;
    },
  };
}
