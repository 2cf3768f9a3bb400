import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A notification as Alertmanager's webhooks spell it, with the time of its arrival as of `Date.now()`. */
export interface TimedNotification {
  readonly atMs: number;
  readonly receiver: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly alerts: readonly {
    readonly status: "firing" | "resolved";
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

/** Takes what the webhooks of an Alertmanager send, and notes when. */
export class TimedInbox {
  readonly #server: Server;
  readonly notifications: TimedNotification[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port. */
  static async start(): Promise<TimedInbox> {
    const server = createServer({ keepAliveTimeout: 0 });
    const inbox = new TimedInbox(server);
    server.on("request", (request, response) => {
      const atMs = Date.now();
      json(request).then(
        (body) => {
          inbox.notifications.push({ ...(body as Omit<TimedNotification, "atMs">), atMs });
          response.end();
        },
        // Alertmanager reports it, and the notification is missed.
        () => response.writeHead(400).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return inbox;
  }

  /** Where it listens. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
