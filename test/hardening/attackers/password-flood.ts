import type { Attack, AttackOptions } from "./attack";
import { startRequestFlood } from "./request-flood";

/** Every other one for a name that somebody has, the others for names that nobody has; never the same password again. */
export function startPasswordFlood(options: AttackOptions): Attack {
  return startRequestFlood(options, (number) => {
    const name = number % 2 === 0 ? "prometheus" : `nobody-${number}`;
    const credentials = Buffer.from(`${name}:guess-${number}`).toString("base64");
    return Buffer.from(
      `GET /metrics HTTP/1.1\r\nHost: exporter\r\nAuthorization: Basic ${credentials}\r\n\r\n`,
      "latin1",
    );
  });
}
