import { request as httpRequest } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RequestOptions } from "node:https";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { SourceSecrets } from "../config/source-files";
import type { SourceConfig } from "../config/sources";
import type { Result, WithMessage } from "../domain/terms/result";
import type { SourceError } from "../domain/terms/source-reading";
import { guardedLookup, HiddenAddressError } from "./guarded-lookup";
import { GrowingBytes } from "./growing-bytes";

const MAX_HEADER_BYTES = 16 * 1024;

/** Why there is no document. */
export interface PollProblem extends WithMessage {
  readonly error: SourceError;
}

/** The body of an answer, decompressed, or why there is none. */
export type DocumentResult = Result<Uint8Array, PollProblem>;

/** What asks. */
export interface Asker {
  /** In the header `User-Agent`. */
  readonly userAgent: string;
  /** Ends the request when it is no longer of use. */
  readonly signal: AbortSignal;
}

/**
 * Asks a source for its document, by a connection of its own, so that a name is looked up and a certificate looked at each time.
 * Everything together has `timeoutMs`. Redirects are not followed: credentials go to nobody but the host in the URL.
 */
export function requestDocument(
  source: SourceConfig,
  secrets: SourceSecrets,
  asker: Asker,
): Promise<DocumentResult> {
  return new Promise((resolve) => {
    const request = begin(source, secrets, asker);
    const timer = setTimeout(() => {
      end({ ok: false, error: "timeout", message: `no whole answer within ${source.timeoutMs} ms` });
    }, source.timeoutMs);
    const stop = (): void => {
      end({ ok: false, error: "timeout", message: "no longer asked" });
    };
    const end = (result: DocumentResult): void => {
      clearTimeout(timer);
      asker.signal.removeEventListener("abort", stop);
      request.destroy();
      resolve(result);
    };
    asker.signal.addEventListener("abort", stop);
    if (asker.signal.aborted) stop();
    // Stays: a request that is destroyed may still have an error to tell, and nobody to tell it to.
    request.on("error", (error) => {
      end({ ok: false, ...problemOf(error) });
    });
    request.on("response", (response) => {
      receive(response, source.maxBodyBytes, end);
    });
    request.end();
  });
}

function begin({ url, tls }: SourceConfig, secrets: SourceSecrets, { userAgent }: Asker): ClientRequest {
  const target = new URL(url);
  const options: RequestOptions = {
    agent: false,
    lookup: guardedLookup(),
    maxHeaderSize: MAX_HEADER_BYTES,
    headers: {
      Accept: "application/json",
      "Accept-Encoding": "gzip",
      "User-Agent": userAgent,
      ...(secrets.authorization !== undefined && { Authorization: secrets.authorization }),
    },
  };
  if (target.protocol === "http:") return httpRequest(target, options);
  return httpsRequest(target, {
    ...options,
    ...secrets.tls,
    rejectUnauthorized: tls?.skipsVerification !== true,
    ...(tls?.serverName !== undefined && { servername: tls.serverName }),
  });
}

function receive(response: IncomingMessage, maxBytes: number, end: (result: DocumentResult) => void): void {
  const refuse = (error: SourceError, message: string): void => {
    end({ ok: false, error, message });
  };
  const tooLarge = (): void => {
    refuse("too_large", `the answer is larger than max_body (${maxBytes} bytes)`);
  };
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    refuse("redirect", `answered ${status}, a redirect; give the URL that it leads to`);
    return;
  }
  if (status !== 200) {
    refuse("status", `answered ${status}; expected 200`);
    return;
  }
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) {
    tooLarge();
    return;
  }
  const encoding = (response.headers["content-encoding"] ?? "identity").toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") {
    refuse("encoding", "the answer is compressed in a way that was not asked for; expected gzip or nothing");
    return;
  }
  let rawBytes = 0;
  response.on("data", (chunk: Buffer) => {
    rawBytes += chunk.length;
    if (rawBytes > maxBytes) tooLarge();
  });
  response.on("error", () => {
    refuse("cut_off", "the connection broke within the answer");
  });
  const body: Readable = encoding === "gzip" ? response.pipe(createGunzip()) : response;
  const bytes = new GrowingBytes(maxBytes);
  body.on("data", (chunk: Buffer) => {
    if (bytes.append(chunk)) return;
    body.destroy();
    tooLarge();
  });
  if (body !== response) {
    body.on("error", () => {
      refuse("encoding", "the answer is no valid gzip");
    });
  }
  body.on("end", () => {
    if (response.complete) end({ ok: true, value: bytes.whole });
    else refuse("cut_off", "the connection broke within the answer");
  });
}

const LOOKUP_CODES = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "ENODATA"]);
const TLS_CODE =
  /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_OSSL|HOSTNAME_|INVALID_CA|CRL_)/;

function problemOf(error: NodeJS.ErrnoException): PollProblem {
  const code = error.code ?? "";
  const { message } = error;
  if (error instanceof HiddenAddressError) return { error: "address", message };
  if (LOOKUP_CODES.has(code)) return { error: "lookup", message: `its name cannot be looked up (${code})` };
  if (TLS_CODE.test(code)) return { error: "tls", message: `no TLS: ${message.slice(0, 200)}` };
  if (code.startsWith("HPE_")) return { error: "connection", message: `it does not speak HTTP (${code})` };
  return { error: "connection", message: `no connection (${code || message.slice(0, 200)})` };
}
