import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** By connection, the answers that came when it was busy with another one. */
const waiting = new WeakMap<Duplex, Set<ServerResponse>>();

/**
 * Has an answer close with its connection also while it waits behind another one: a client may send its next request before
 * the last is answered. Node closes only the answer that has the connection; one that waits for it would never be over, nor
 * what it holds be given back.
 */
export function closeWithConnection({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.socket) return;
  let answers = waiting.get(socket);
  if (!answers) {
    const all = new Set<ServerResponse>();
    answers = all;
    waiting.set(socket, all);
    // One listener for each connection: Node warns of more than ten.
    socket.once("close", () => {
      all.forEach(closeWaiting);
    });
  }
  if (answers.has(response)) return;
  answers.add(response);
  response.once("close", () => answers.delete(response));
}

function closeWaiting(response: ServerResponse): void {
  if (response.socket) return;
  response.destroy();
  response.emit("close");
}
