import { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { problemOf } from "../sending/problem";
import type { Problem } from "../sending/problem";
import { rawProblem } from "./raw-problem";
import { isAuthority } from "../routing/request-target";
import type { SecureHeaders } from "../sending/secure-headers";

/**
 * Why a request may not reach any route although the parser took it, or undefined. Node would answer some of these itself,
 * without a word.
 */
export function requestProblem(request: IncomingMessage): Problem | undefined {
  // HTTP/2 has the name in its pseudo-headers, and its own parser has checked them.
  if (!(request instanceof IncomingMessage)) return undefined;
  const { httpVersion } = request;
  if (httpVersion !== "1.1" && httpVersion !== "1.0") {
    return problemOf(400, `the request line: expected HTTP/1.1 or HTTP/1.0, got HTTP/${httpVersion}`);
  }
  const hosts = hostCount(request.rawHeaders);
  const { host } = request.headers;
  if (hosts > 1) return problemOf(400, "Host: expected the header once, got it several times");
  if (hosts === 0 && httpVersion === "1.1") {
    return problemOf(400, "Host: the header is missing, and every HTTP/1.1 request has one");
  }
  if (host !== undefined && !isAuthority(host)) {
    return problemOf(400, "Host: expected a host and perhaps a port, such as localhost:10843");
  }
  return undefined;
}

/** For `Expect` with anything but `100-continue`. */
export function unknownExpectation(): Problem {
  return problemOf(417, "Expect: this server meets no expectation but 100-continue; leave the header out");
}

/** Answers CONNECT, for which Node hands out the bare connection. Returns the status. */
export function refuseTunnel(socket: Duplex, headers: SecureHeaders): number {
  const problem = problemOf(405, "CONNECT is not possible here: this server is no proxy");
  socket.on("error", () => socket.destroy());
  socket.end(rawProblem(problem, headers, { Allow: "GET, HEAD, POST, PUT, DELETE, OPTIONS" }), () =>
    socket.destroy(),
  );
  return problem.status;
}

/** `rawHeaders` has names and values by turns; Node itself keeps only the first Host. */
function hostCount(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") count += 1;
  }
  return count;
}
