import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { isLoopbackHost } from "../loopback-address";
import type { ListenAddress } from "../loopback-address";
import { problemAnswer } from "./control-answer";
import type { ControlAnswer, StreamedBody } from "./control-answer";
import type { ControlRoute } from "./control-routes";
import { sendStreamed } from "./send-streamed";

const STALL_MS = 30_000;

/** Serves the control interface over HTTP, to this machine only. */
export class ControlServer {
  readonly #server: Server;
  readonly #routes: readonly ControlRoute[];
  readonly #log: Logger;
  readonly #stallMs: number;

  /** @param stallMs how long a reader of a streamed answer may take nothing before its connection is closed. */
  constructor(routes: readonly ControlRoute[], log: Logger, stallMs = STALL_MS) {
    this.#routes = routes;
    this.#log = log;
    this.#stallMs = stallMs;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  /** Begins to listen. @returns where. @throws Error when the address cannot be had. */
  async listen({ host, port }: ListenAddress): Promise<URL> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (cause) => {
        const address = `${host}:${port}`;
        reject(
          new Error(`listen address: cannot listen on ${address} (${cause.message}); give another`, {
            cause,
          }),
        );
      });
      this.#server.listen(port, host, resolve);
    });
    const { port: boundPort } = this.#server.address() as AddressInfo;
    return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${boundPort}`);
  }

  /** Stops at once, with requests under way. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    let answer: ControlAnswer;
    try {
      answer = await this.#answer(request);
    } catch (error) {
      this.#log.error({ err: error, url: request.url }, "a control request failed");
      answer = problemAnswer(500, "Internal error", "the reference cluster's log says what went wrong");
    }
    response.writeHead(answer.status, {
      "content-type": answer.contentType,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...answer.headers,
    });
    if (typeof answer.body === "string") response.end(request.method === "HEAD" ? undefined : answer.body);
    else if (request.method !== "HEAD") await this.#stream(answer.body, request, response);
    else {
      answer.body.close();
      response.end();
    }
  }

  async #stream(body: StreamedBody, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await sendStreamed(body, response, this.#stallMs);
    } catch (error) {
      this.#log.warn({ err: error, url: request.url }, "an answer was broken off");
      response.destroy();
    }
  }

  async #answer(request: IncomingMessage): Promise<ControlAnswer> {
    const host = request.headers.host ?? "";
    if (
      !isOwn(`http://${host}`) ||
      (request.headers.origin !== undefined && !isOwn(request.headers.origin))
    ) {
      // A web page in this machine's browser could send requests here, under its own name or another one.
      return problemAnswer(403, "Forbidden", `expected a loopback host and origin, got host "${host}"`);
    }
    const url =
      URL.canParse(request.url ?? "", `http://${host}`) && new URL(request.url ?? "", `http://${host}`);
    if (url === false) return problemAnswer(400, "Invalid address", "the request's address cannot be read");
    const matching = this.#routes.flatMap((route) => {
      const name = match(route.path, url.pathname);
      return name === undefined ? [] : [{ route, name }];
    });
    if (matching.length === 0) {
      const known = this.#routes.map(({ method, path }) => `${method} ${path}`).join(", ");
      return problemAnswer(404, "No such route", `expected one of ${known}, got ${url.pathname}`);
    }
    const method = request.method === "HEAD" ? "GET" : request.method;
    const found = matching.find(({ route }) => route.method === method);
    if (found === undefined) {
      const allow = matching.map(({ route }) => route.method).join(", ");
      const answer = problemAnswer(405, "Method not allowed", `${url.pathname}: expected ${allow}`);
      return { ...answer, headers: { allow } };
    }
    const repeated = [...url.searchParams.keys()].find((key) => url.searchParams.getAll(key).length > 1);
    if (repeated !== undefined) {
      return problemAnswer(400, "Invalid parameters", `${repeated}: expected one value, got several`);
    }
    return found.route.answer({
      name: found.name,
      query: Object.fromEntries(url.searchParams),
      origin: url.origin,
    });
  }
}

function isOwn(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname.replace(/^\[|\]$/g, ""));
}

/** What stands in the place of the pattern's `*`, "" for a pattern without one; undefined when the path does not match. */
function match(pattern: string, path: string): string | undefined {
  if (!pattern.endsWith("*")) return pattern === path ? "" : undefined;
  const prefix = pattern.slice(0, -1);
  const name = path.slice(prefix.length);
  return path.startsWith(prefix) && /^[\w-]+$/.test(name) ? name : undefined;
}
