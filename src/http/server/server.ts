import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { AddressInfo, DropArgument } from "node:net";
import type { Duplex } from "node:stream";

import type { Logger } from "pino";

import { sendProblem } from "../sending/answer";
import { answerHeaders } from "../sending/answer-headers";
import type { ExtraHeaders } from "../routing/http-services";
import type { PaceLimits } from "../limits/answer-pace";
import { formatListenAddress } from "./listen-address";
import type { ListenAddress } from "./listen-address";
import { ListenError } from "./listen-error";
import { logRequest, logUnrouted } from "../guards/log-request";
import { OpenConnections } from "./open-connections";
import type { Problem } from "../sending/problem";
import type { Refusals } from "../limits/refusals";
import { refuseTunnel, requestProblem, unknownExpectation } from "./refuse-before-routes";
import { refuseMalformedRequest } from "./refuse-malformed-request";
import { setSecureHeaders } from "../sending/secure-headers";
import { SlowReaders } from "./slow-readers";
import { TlsGate } from "./tls/tls-gate";
import type { TlsGateOptions } from "./tls/tls-gate";

/** How long the server waits for what. Milliseconds. */
export interface HttpTimeouts {
  /**
   * For a request's head to arrive; then it is answered with 408 and its connection closed. `requestMs` holds for it too.
   * So long a TLS handshake may take as well.
   */
  readonly headerMs: number;
  /** For a whole request to arrive, body included; then likewise. */
  readonly requestMs: number;
  /**
   * For any byte to move in either direction: ends a client that stopped reading its answer, and a connection that is kept
   * open for a next request.
   */
  readonly idleMs: number;
}

/** Idle connections outlast the usual intervals of scrapes and heartbeats: one that is closed just then loses a request. */
export const DEFAULT_TIMEOUTS: HttpTimeouts = { headerMs: 10_000, requestMs: 30_000, idleMs: 75_000 };

/** What Node itself takes. */
export const DEFAULT_MAX_HEADER_BYTES = 16 * 1024;

export interface HttpServerOptions {
  readonly addresses: readonly ListenAddress[];
  /** What answers requests: the express application, or something around it. */
  readonly listener: RequestListener;
  readonly timeouts?: Partial<HttpTimeouts>;
  /** Largest head of a request. */
  readonly maxHeaderBytes?: number;
  /** Most connections at a time on each address; 0, or nothing, means no limit. */
  readonly maxConnections?: number;
  /** How slowly answers may be read, asked again and again; without it, as slowly as the idle timeout lets them. */
  readonly pace?: () => PaceLimits;
  /** Told about what these limits refuse. */
  readonly refusals?: Pick<Refusals, "note">;
  /** How connections are encrypted; without it they never are. */
  readonly tls?: Omit<TlsGateOptions, "handshakeMs">;
  /** Where the answers that never reach the listener are noted, a line each, as the listener notes its own. */
  readonly logger?: Logger;
  /** Headers of the answers that never reach the listener. */
  readonly extraHeaders?: () => ExtraHeaders;
}

interface Listening {
  readonly server: Server;
  readonly connections: OpenConnections;
  readonly gate: TlsGate | undefined;
}

/** The program's listening sockets: several addresses, one application, one graceful stop. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #headers: ReturnType<typeof answerHeaders>;
  #listening: readonly Listening[] = [];

  constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#headers = answerHeaders(options.extraHeaders);
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
    const { maxHeaderBytes, maxConnections = 0, tls } = this.#options;
    const { headerMs, requestMs, idleMs } = { ...DEFAULT_TIMEOUTS, ...this.#options.timeouts };
    const headersTimeout = Math.min(headerMs, requestMs);
    const server = createServer({
      requestTimeout: requestMs,
      headersTimeout,
      keepAliveTimeout: idleMs,
      maxHeaderSize: maxHeaderBytes ?? DEFAULT_MAX_HEADER_BYTES,
      // Node refuses what lacks it with an empty answer; `requestProblem` does it with a reason.
      requireHostHeader: false,
      // Node looks for late requests this often; its default of 30 s would double the timeout.
      connectionsCheckingInterval: Math.max(50, Math.min(1_000, headersTimeout / 4)),
    });
    // Node drops headers beyond its default number without a word; their size is limited already.
    server.maxHeadersCount = 0;
    if (maxConnections > 0) server.maxConnections = maxConnections;
    const connections = new OpenConnections(server);
    const gate = tls && new TlsGate(server, { ...tls, handshakeMs: headersTimeout });
    this.#answerRequests(server, connections, gate);
    this.#refuseTheRest(server, connections, idleMs);
    this.#lookForSlowReaders(server, connections);
    return { server, connections, gate };
  }

  #lookForSlowReaders(server: Server, connections: OpenConnections): void {
    const { pace: limits, refusals } = this.#options;
    if (!limits) return;
    const slowReaders = new SlowReaders({ connections, limits, refusals });
    server.once("listening", () => server.once("close", slowReaders.start()));
  }

  #answerRequests(server: Server, connections: OpenConnections, gate: TlsGate | undefined): void {
    const { listener, logger } = this.#options;
    const log = logger && logRequest(logger);
    const refuse = (request: IncomingMessage, response: ServerResponse, problem: Problem): void => {
      log?.(request, response, () => undefined);
      setSecureHeaders(response, this.#headers());
      sendProblem(response, problem, { connection: "close" });
    };
    const answer: RequestListener = (request, response) => {
      connections.begin(request, response);
      // Behind a request that asks for an upgrade Node drops the rest of the packet: the client has to know that.
      const isLast = request.headers.upgrade !== undefined || gate?.isOutdated(request.socket) === true;
      if (isLast) response.setHeader("connection", "close");
      const problem = requestProblem(request);
      if (problem) refuse(request, response, problem);
      else listener(request, response);
    };
    server.on("request", answer);
    // Without this listener Node says "100 Continue" before any route could refuse the body; readBody says it instead.
    server.on("checkContinue", answer);
    server.on("checkExpectation", (request, response) => {
      connections.begin(request, response);
      refuse(request, response, unknownExpectation());
    });
  }

  /** What never becomes a request of a route. Without a listener, Node closes such a connection or answers nothing but a status. */
  #refuseTheRest(server: Server, connections: OpenConnections, idleMs: number): void {
    const { refusals, logger } = this.#options;
    server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
      const onAnswered = (status: number): void => {
        if (logger) logUnrouted(logger, undefined, status);
      };
      const malformed = { error, socket, answers: connections.answersOf(socket), onAnswered };
      // Asked before the answer: the peer's address is gone with the connection.
      const client = addressOf(socket);
      const limit = refuseMalformedRequest(malformed, this.#headers());
      if (limit !== undefined) refusals?.note(limit, { client });
    });
    server.on("connect", (_request, socket) => {
      const status = refuseTunnel(socket, this.#headers());
      if (logger) logUnrouted(logger, "CONNECT", status);
    });
    server.on("drop", (dropped?: DropArgument) => {
      refusals?.note("connections", { client: dropped?.remoteAddress });
    });
    server.setTimeout(idleMs, (socket) => {
      // Without anything under way it is merely a client that has nothing more to ask.
      if (connections.answersOf(socket).length > 0)
        refusals?.note("idle_time", { client: addressOf(socket) });
      socket.destroy();
    });
  }
}

function addressOf(socket: Duplex): string | undefined {
  return socket instanceof Socket ? socket.remoteAddress : undefined;
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

async function stopListening({ server, connections, gate }: Listening, graceMs: number): Promise<number> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  gate?.drain();
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
