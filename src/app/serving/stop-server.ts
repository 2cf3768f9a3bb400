import type { Logger } from "pino";
import type { HttpServer } from "../../http/server/server";

/** How long requests in flight may take after a stop was asked for; Kubernetes kills after 30 s. */
const STOP_GRACE_MS = 10_000;

/** Closes the ports at once and lets requests in flight end; those that do not end in time are cut off, which the log says. */
export async function stopServer(server: HttpServer, logger: Logger): Promise<void> {
  const cut = await server.stop({ graceMs: STOP_GRACE_MS });
  if (cut === 0) return;
  logger.warn({ connections: cut }, "connections were cut off: they did not end in time");
}
