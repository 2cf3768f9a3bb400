import type { Logger } from "pino";
import type { NatsConfig } from "../../config/nats";
import { NatsHeartbeats } from "../../nats/heartbeats/nats-heartbeats";
import type { NatsHeartbeatsOptions } from "../../nats/heartbeats/nats-heartbeats";
import { openNatsLink } from "./open-nats-link";

/**
 * Begins to take heartbeats from NATS, and gives what passes on those of HTTP. A connection of its own: a flood of heartbeats
 * is not to hold up changes.
 *
 * @throws StoreError when the clients of NATS are not installed.
 */
export function openNatsHeartbeats(
  nats: NatsConfig,
  rest: Omit<NatsHeartbeatsOptions, "link">,
  logger: Logger,
): NatsHeartbeats {
  const { link } = openNatsLink(nats, "heartbeats", logger);
  return new NatsHeartbeats({ ...rest, link });
}
