import type { Attack, AttackOptions } from "./attack";
import { startRequestFlood } from "./request-flood";

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

/** Requests that must be refused, one kind after the other. */
export function startRejectedFlood(options: AttackOptions): Attack {
  const requests = badRequests(options.tokens ?? []);
  return startRequestFlood(options, (number) => requests[number % requests.length] ?? Buffer.alloc(0));
}
