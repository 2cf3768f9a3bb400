import { createServer } from "node:http";
import type { RequestListener, Server, ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";

import { formatListenAddress } from "./listen-address";
import type { ListenAddress } from "./listen-address";
import { ListenError } from "./listen-error";
import { OpenConnections } from "./open-connections";
import { refuseMalformedRequest } from "./refuse-malformed-request";

/** How long the server waits for what. Milliseconds. */
export interface HttpTimeouts {
  /** For a whole request to arrive, body included; then it is answered with 408 and its connection closed. */
  readonly requestMs: number;
  /** For the next request on a connection that is kept open. */
  readonly keepAliveMs: number;
  /** For any byte to move in either direction; ends a client that stopped reading its answer. */
  readonly idleMs: number;
}

/** 5 s of keep-alive is Node's default; a scrape comes every 15 s and may as well connect anew. */
export const DEFAULT_TIMEOUTS: HttpTimeouts = { requestMs: 30_000, keepAliveMs: 5_000, idleMs: 60_000 };

/** Makes one listening server; given instead of Node's plain one where connections are to be encrypted. */
export type ServerFactory = (options: ServerOptions, listener: RequestListener) => Server;

export interface HttpServerOptions {
  readonly addresses: readonly ListenAddress[];
  /** What answers requests: the express application, or something around it. */
  readonly listener: RequestListener;
  readonly timeouts?: Partial<HttpTimeouts>;
  readonly createServer?: ServerFactory;
}

interface Listening {
  readonly server: Server;
  readonly connections: OpenConnections;
}

/** The program's listening sockets: several addresses, one application, one graceful stop. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  #listening: readonly Listening[] = [];

  constructor(options: HttpServerOptions) {
    this.#options = options;
  }

  /** Where it listens, with the ports that the system chose; empty before `start` and after `stop`. */
  get addresses(): readonly ListenAddress[] {
    return this.#listening.map(({ server }) => {
      const { address, port } = server.address() as AddressInfo;
      return { host: address, port };
    });
  }

  /**
   * Listens on every address, or on none.
   *
   * @throws ListenError naming the first address that cannot be listened on, why, and the flag to change.
   */
  async start(): Promise<void> {
    const listening: Listening[] = [];
    try {
      for (const address of this.#options.addresses) {
        const created = this.#create();
        await listen(created.server, address);
        listening.push(created);
      }
    } catch (error) {
      await Promise.all(listening.map((each) => stopListening(each, 0)));
      throw error;
    }
    this.#listening = listening;
  }

  /**
   * Closes the ports and every idle connection at once, and waits for the requests in flight.
   *
   * @param graceMs - how long they may take; what is not over then is cut off.
   * @returns how many connections were cut off.
   */
  async stop({ graceMs }: { readonly graceMs: number }): Promise<number> {
    const stopping = this.#listening;
    this.#listening = [];
    const cut = await Promise.all(stopping.map((each) => stopListening(each, graceMs)));
    return cut.reduce((sum, count) => sum + count, 0);
  }

  #create(): Listening {
    const { listener, createServer: create = createServer } = this.#options;
    const timeouts = { ...DEFAULT_TIMEOUTS, ...this.#options.timeouts };
    const server = create(
      {
        requestTimeout: timeouts.requestMs,
        headersTimeout: timeouts.requestMs,
        keepAliveTimeout: timeouts.keepAliveMs,
        // Node looks for late requests this often; its default of 30 s would double the timeout.
        connectionsCheckingInterval: Math.max(50, Math.min(1_000, timeouts.requestMs / 4)),
      },
      () => undefined,
    );
    server.setTimeout(timeouts.idleMs);
    const connections = new OpenConnections(server);
    const answer: RequestListener = (request, response) => {
      connections.begin(request, response);
      listener(request, response);
    };
    server.on("request", answer);
    // Without this listener Node says "100 Continue" before any route could refuse the body; readBody says it instead.
    server.on("checkContinue", answer);
    server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
      refuseMalformedRequest(error, socket, connections.currentAnswer(socket));
    });
    return { server, connections };
  }
}

function listen(server: Server, address: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      reject(new ListenError(formatListenAddress(address), error));
    };
    server.once("error", onError);
    const { host, port } = address;
    server.listen(host === undefined ? { port } : { host, port }, () => {
      server.off("error", onError);
      resolve();
    });
  });
}

async function stopListening({ server, connections }: Listening, graceMs: number): Promise<number> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  connections.drain();
  let cut = 0;
  const timer = setTimeout(() => {
    cut = connections.destroyAll();
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(timer);
  return cut;
}
