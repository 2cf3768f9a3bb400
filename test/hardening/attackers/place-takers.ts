import type { Socket } from "node:net";

import type { Attack, AttackOptions } from "./attack";
import { openRaw } from "./raw-connection";

/** They take turns. */
const PATHS = ["/metrics", "/health.json"];
/** What one turn of the event loop brings, 64 KiB at the most, every so often: half of what `http.answer_rate` asks for. */
const SIP_INTERVAL_MS = 8_000;
const COME_BACK_MS = 500;

/** Asks for a large answer, reads some KiB of it a second, and is back for another as soon as it is refused or cut off. */
export function startPlaceTakers({ port, connections }: AttackOptions): Attack {
  const sockets = new Set<Socket>();
  const counts = { "answers begun": 0, "told 429": 0, "told 503": 0 };
  let over = false;
  let asked = 0;
  let arrived: () => void;
  const underWay = new Promise<void>((resolve) => (arrived = resolve));
  const open = (path: string): void => {
    let status: string | undefined;
    const socket = openRaw(port, {
      onOpen: () => {
        sockets.add(socket);
        socket.write(`GET ${path} HTTP/1.1\r\nHost: exporter\r\n\r\n`);
        asked += 1;
        if (asked === connections) arrived();
      },
      onData: (bytes) => {
        socket.pause();
        if (status !== undefined) return;
        status = bytes.toString("latin1", "HTTP/1.1 ".length, "HTTP/1.1 200".length);
        if (status === "200") counts["answers begun"] += 1;
        if (status === "429") counts["told 429"] += 1;
        if (status === "503") counts["told 503"] += 1;
        if (status !== "200") socket.destroy();
      },
      onClose: () => {
        clearInterval(sipping);
        sockets.delete(socket);
        if (over) return;
        setTimeout(open, COME_BACK_MS, path);
      },
    });
    const sipping = setInterval(() => socket.resume(), SIP_INTERVAL_MS);
  };
  for (let index = 0; index < connections; index += 1) open(PATHS[index % PATHS.length] ?? "/metrics");
  return {
    underWay,
    stop: () => {
      over = true;
      for (const socket of sockets) socket.destroy();
      return counts;
    },
  };
}
