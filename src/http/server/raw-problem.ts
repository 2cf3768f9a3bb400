import type { Problem } from "../sending/problem";
import type { SecureHeaders } from "../sending/secure-headers";

/** A whole HTTP/1.1 answer as text, for a connection on which there is no request to answer. It says that the connection ends. */
export function rawProblem(
  problem: Problem,
  secureHeaders: SecureHeaders,
  headers: Readonly<Record<string, string>> = {},
): string {
  const body = `${JSON.stringify(problem)}\n`;
  const all = [
    ...secureHeaders,
    ...Object.entries(headers),
    ["Connection", "close"],
    ["Date", new Date().toUTCString()],
    ["Cache-Control", "no-store"],
    ["Content-Type", "application/problem+json"],
    ["Content-Length", String(Buffer.byteLength(body))],
  ].map(([name = "", value = ""]) => `${name}: ${value}`);
  return `HTTP/1.1 ${problem.status} ${problem.title}\r\n${all.join("\r\n")}\r\n\r\n${body}`;
}
