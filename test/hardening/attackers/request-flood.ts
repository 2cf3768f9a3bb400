import type { Socket } from "node:net";

import type { Attack, AttackOptions } from "./attack";
import { RawAnswers } from "./raw-answers";
import { openRaw } from "./raw-connection";

const REOPEN_AFTER_MS = 10;

/**
 * Sends requests one after the other on each connection, as fast as they are answered, and counts the answers by status.
 *
 * @param request - the bytes of request `number`, counted from 0 over all connections.
 */
export function startRequestFlood(
  { port, connections }: AttackOptions,
  request: (number: number) => Buffer,
): Attack {
  const sockets = new Set<Socket>();
  const counts: Record<string, number> = {};
  let next = 0;
  let over = false;
  let arrived: () => void;
  const underWay = new Promise<void>((resolve) => (arrived = resolve));
  const open = (): void => {
    const answers = new RawAnswers();
    const sendNext = (socket: Socket): void => {
      socket.write(request(next));
      next += 1;
    };
    openRaw(port, {
      onOpen: (socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
        if (sockets.size === connections) arrived();
        sendNext(socket);
      },
      onData: (bytes, socket) => {
        for (const { status, isLast } of answers.take(bytes)) {
          counts[status] = (counts[status] ?? 0) + 1;
          if (isLast) socket.destroy();
          else sendNext(socket);
        }
      },
      onClose: () => {
        if (!over) setTimeout(open, REOPEN_AFTER_MS);
      },
    });
  };
  for (let index = 0; index < connections; index += 1) open();
  return {
    underWay,
    stop: () => {
      over = true;
      for (const socket of sockets) socket.destroy();
      return counts;
    },
  };
}
