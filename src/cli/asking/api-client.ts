import { request as httpRequest } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Result } from "../../domain/terms/result";
import { parseJson } from "../../wire/json/json";
import { printable } from "../terminal/printable";
import { describeFailure } from "./describe-failure";
import type { Connection } from "./connection";

/** Of a cluster of 65,536 replicas that are all Offline, health is some 15 MB. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** How much of a problem's text is shown. */
const MAX_DETAIL = 500;

/** A request to the API of an exporter. */
export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the address, such as `/api/v1/events`. */
  readonly path: string;
  /** Those that are undefined are left out; a list is sent as several. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** A JSON text. */
  readonly body?: string;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A successful answer: its text, and the JSON in it, integers as `bigint`. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  /** Undefined where there is no body. */
  readonly json: unknown;
}

/** Asks a running exporter. What goes wrong is one sentence for a terminal: who was asked, what came of it, what to look at. */
export class ApiClient {
  readonly #connection: Connection;
  readonly #userAgent: string;

  constructor(connection: Connection, userAgent: string) {
    this.#connection = connection;
    this.#userAgent = userAgent;
  }

  /** What comes before the path of everything that the exporter serves; without a slash at its end. */
  get address(): string {
    const { origin, pathname } = this.#connection.url;
    return `${origin}${pathname.replace(/\/+$/, "")}`;
  }

  /** Sends a request and waits for the whole answer. */
  async ask(request: ApiRequest): Promise<Result<ApiAnswer>> {
    const response = await this.open(request);
    if (!response.ok) return response;
    const text = await this.#bodyOf(response.value);
    if (!text.ok) return text;
    const status = response.value.statusCode ?? 0;
    if (status === 204) return { ok: true, value: { status, text: "", json: undefined } };
    const json = isJson(response.value) ? parseJson(text.value) : undefined;
    if (json?.ok === true && status < 300)
      return { ok: true, value: { status, text: text.value, json: json.value } };
    return this.#failed(this.#refusalOf(response.value, json?.ok === true ? json.value : undefined));
  }

  /** Sends a request and gives the answer once it begins, whatever its status is. */
  open(request: ApiRequest): Promise<Result<IncomingMessage>> {
    const { timeoutMs } = this.#connection;
    return new Promise((resolve) => {
      let sent: ClientRequest;
      try {
        sent = this.#send(request);
      } catch (error) {
        // A certificate or a key that is none.
        resolve(this.#failed(this.#described(error as NodeJS.ErrnoException)));
        return;
      }
      const timer = setTimeout(() => {
        resolve(this.#failed(`no answer within ${timeoutMs / 1000} s (--timeout)`));
        sent.destroy();
      }, timeoutMs);
      // Stays: a request that is destroyed may still have an error to tell.
      sent.on("error", (error) => {
        clearTimeout(timer);
        resolve(this.#failed(this.#described(error)));
      });
      sent.on("response", (response) => {
        clearTimeout(timer);
        resolve({ ok: true, value: response });
      });
      sent.end(request.body);
    });
  }

  /** What a refused answer comes to; for those who opened one themselves. */
  async refusal(response: IncomingMessage): Promise<Result<never>> {
    const text = await this.#bodyOf(response);
    if (!text.ok) return text;
    const json = isJson(response) ? parseJson(text.value) : undefined;
    return this.#failed(this.#refusalOf(response, json?.ok === true ? json.value : undefined));
  }

  #send({
    method = "GET",
    path,
    query = {},
    body,
    accept = "application/json",
    headers,
  }: ApiRequest): ClientRequest {
    const { authorization, tls } = this.#connection;
    const target = new URL(`${this.address}${path}`);
    for (const [name, value] of Object.entries(query)) {
      for (const each of typeof value === "string" ? [value] : (value ?? []))
        target.searchParams.append(name, each);
    }
    const options = {
      method,
      agent: false,
      headers: {
        accept,
        "user-agent": this.#userAgent,
        ...(authorization !== undefined && { authorization }),
        ...(body !== undefined && {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
        }),
        ...headers,
      },
    };
    return target.protocol === "https:"
      ? httpsRequest(target, { ...options, ...tls })
      : httpRequest(target, options);
  }

  #bodyOf(response: IncomingMessage): Promise<Result<string>> {
    const { timeoutMs } = this.#connection;
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const end = (result: Result<string>): void => {
        clearTimeout(timer);
        resolve(result);
        if (!result.ok) response.destroy();
      };
      const timer = setTimeout(() => {
        end(this.#failed(`no whole answer within ${timeoutMs / 1000} s (--timeout)`));
      }, timeoutMs);
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES)
          end(this.#failed(`an answer of more than ${MAX_BODY_BYTES} bytes is not read`));
        else chunks.push(chunk);
      });
      response.on("error", () => {
        end(this.#failed("the connection broke within the answer"));
      });
      response.on("end", () => {
        end({ ok: true, value: Buffer.concat(chunks).toString("utf8") });
      });
    });
  }

  #refusalOf(response: IncomingMessage, json: unknown): string {
    const { statusCode: status = 0, headers } = response;
    const detail = typeof json === "object" && json !== null && "detail" in json ? json.detail : undefined;
    if (typeof detail === "string") {
      const hint =
        status === 401 && this.#connection.authorization === undefined ? " (--token-file, or --user)" : "";
      return `it answered ${status}: ${detail.slice(0, MAX_DETAIL)}${hint}`;
    }
    if (status >= 300 && status < 400) {
      const { location = "nowhere" } = headers;
      return `it answered ${status}, a redirect to ${location.slice(0, MAX_DETAIL)}, which is not followed; give that as --url`;
    }
    const type = (headers["content-type"] ?? "no type").slice(0, 100);
    return `it answered ${status} with ${type}, which is no answer of an exporter; is --url right, or a proxy in between?`;
  }

  #described(error: NodeJS.ErrnoException): string {
    return describeFailure(error, this.#connection.tls.ca !== undefined);
  }

  /** What answers may say what it was sent: credentials are not to end in a log by that. */
  #failed(what: string): { readonly ok: false; readonly message: string } {
    const { url, secrets } = this.#connection;
    const told = secrets.reduce((text, secret) => text.replaceAll(secret, "(secret)"), what);
    return { ok: false, message: printable(`${url.href} cannot be asked: ${told}`) };
  }
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/.test(headers["content-type"] ?? "");
}
