import type { Socket } from "node:net";

import type { Attack, AttackOptions } from "./attack";
import { RawAnswers } from "./raw-answers";
import { openRaw } from "./raw-connection";

const REOPEN_AFTER_MS = 10;

function post(body: string, ...headers: readonly string[]): string {
  const lines = [
    "POST /api/v1/heartbeats HTTP/1.1",
    "Host: exporter",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** Every kind of request that has to be refused, each as cheap for its sender as it can be. */
function badRequests([token = ""]: readonly string[]): readonly Buffer[] {
  const authorized = `Authorization: Bearer ${token}`;
  const garbage = "}{".repeat(512);
  const invalid = `[${Array.from({ length: 20 }, () => '{"shard_id":-1,"region_id":"x"}').join(",")}]`;
  const deep = "[".repeat(2_000);
  return [
    post(garbage, authorized),
    post(invalid, authorized),
    post(deep, authorized),
    post("{}", "Authorization: Bearer wrong-token-of-a-usual-length"),
    post("{}", "Authorization: Basic eDp5"),
    post("{}"),
    "GET /wp-login.php HTTP/1.1\r\nHost: exporter\r\n\r\n",
    "GET /metrics HTTP/1.1\r\nHost: exporter\r\n\r\n",
    `DELETE /metrics HTTP/1.1\r\nHost: exporter\r\n${authorized}\r\n\r\n`,
    "GET /metrics?collect[]=nothing HTTP/1.1\r\nHost: exporter\r\nAuthorization: Bearer x\r\n\r\n",
    post("", authorized).replace("Content-Length: 0", "Content-Length: 1073741824"),
    "BLETHER\r\n\r\n",
    `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: exporter\r\n\r\n`,
  ].map((text) => Buffer.from(text, "latin1"));
}

/** Sends requests that must be refused, one after the other on each connection, as fast as they are answered. */
export function startRejectedFlood({ port, connections, tokens = [] }: AttackOptions): Attack {
  const requests = badRequests(tokens);
  const sockets = new Set<Socket>();
  const counts: Record<string, number> = {};
  let next = 0;
  let over = false;
  let arrived: () => void;
  const underWay = new Promise<void>((resolve) => (arrived = resolve));
  const open = (): void => {
    const answers = new RawAnswers();
    const sendNext = (socket: Socket): void => {
      socket.write(requests[next++ % requests.length] ?? "");
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
