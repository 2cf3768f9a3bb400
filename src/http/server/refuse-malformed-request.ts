import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { LimitName } from "../../limits/limits";
import { problemOf } from "../sending/problem";
import type { Problem } from "../sending/problem";
import { rawProblem } from "./raw-problem";
import { setSecureHeaders } from "../sending/secure-headers";
import type { SecureHeaders } from "../sending/secure-headers";

/** What the parser of requests gave up on, and where. */
export interface MalformedRequest {
  readonly error: NodeJS.ErrnoException;
  readonly socket: Duplex;
  /** The connection's answers that are not over, in order. */
  readonly answers: readonly ServerResponse[];
  /** Told the status when there is no request whose answer could be logged. */
  readonly onAnswered?: (status: number) => void;
}

/**
 * Answers what Node's parser gave up on, before there was a request for the routes to see or before it had arrived in full:
 * garbage, a head that is too large, a request that took too long. The connection ends with the answer. Requests that came
 * before it on the same connection are answered first.
 *
 * @returns the limit that the request went beyond, if it was one.
 */
export function refuseMalformedRequest(
  { error, socket, answers, onAnswered }: MalformedRequest,
  headers: SecureHeaders,
): LimitName | undefined {
  const last = answers.at(-1);
  // Of the very request that failed; the answers before it belong to requests that were whole.
  const own = last?.req.complete === false ? last : undefined;
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return undefined;
  }
  if (own?.headersSent === true) {
    // It may have been answered an instant ago, with nothing sent yet; so may those before it.
    const end = (): void => {
      socket.end(() => socket.destroy());
    };
    const before = answers.at(-2);
    if (before) before.once("close", end);
    else end();
    return undefined;
  }
  const { problem, limit } = refusalOf(error, own !== undefined);
  if (!own) onAnswered?.(problem.status);
  if (own) endWith(own, problem, headers);
  else if (last) {
    last.once("close", () => {
      endRaw(socket, problem, headers);
    });
  } else endRaw(socket, problem, headers);
  return limit;
}

interface MalformedRefusal {
  readonly problem: Problem;
  readonly limit?: LimitName;
}

const TOO_LATE = problemOf(408, "the request did not arrive in full within the time that this server waits");

/** What is said about each failure that Node has a code for. */
const REFUSALS: Readonly<Record<string, MalformedRefusal>> = {
  HPE_HEADER_OVERFLOW: {
    problem: problemOf(
      431,
      "the request's head is larger than this server takes; send fewer or shorter headers",
    ),
    limit: "header_size",
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    problem: problemOf(413, "the chunk extensions are larger than this server takes; send none"),
  },
};

const NOT_HTTP: MalformedRefusal = { problem: problemOf(400, "the request is not valid HTTP/1.1") };

function refusalOf({ code = "" }: NodeJS.ErrnoException, hasHead: boolean): MalformedRefusal {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { problem: TOO_LATE, limit: hasHead ? "request_time" : "header_time" };
  }
  return REFUSALS[code] ?? NOT_HTTP;
}

/** On the answer itself, so that the log sees what became of it. */
function endWith(response: ServerResponse, problem: Problem, headers: SecureHeaders): void {
  const body = `${JSON.stringify(problem)}\n`;
  setSecureHeaders(response, headers);
  response.writeHead(problem.status, {
    connection: "close",
    "cache-control": "no-store",
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

function endRaw(socket: Duplex, problem: Problem, headers: SecureHeaders): void {
  if (socket.writable) socket.end(rawProblem(problem, headers), () => socket.destroy());
  else socket.destroy();
}
