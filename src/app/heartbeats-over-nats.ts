import type { Logger } from "pino";
import type { Config } from "../config/config";
import type { ControlPlane } from "../domain/control-plane";
import type { Refusals } from "../http/limits/refusals";
import type { NatsStatus } from "../metrics/terms/exporter-status";
import type { NatsHeartbeats } from "../nats/heartbeats/nats-heartbeats";
import type * as OpenNatsHeartbeats from "./cluster/open-nats-heartbeats";

/** What they need of the exporter. */
export interface HeartbeatsOverNatsOptions {
  /** Read again for every message, for the limits on it. */
  readonly config: () => Config;
  readonly controlPlane: ControlPlane;
  readonly refusals: Refusals;
  readonly logger: Logger;
}

/**
 * Heartbeats over NATS, if the configuration wants them; else nothing of NATS is loaded.
 *
 * @throws StoreError when the clients of NATS are not installed.
 */
export function heartbeatsOverNats(options: HeartbeatsOverNatsOptions): NatsHeartbeats | undefined {
  const { config, controlPlane, refusals, logger } = options;
  const { nats } = config();
  if (nats?.heartbeats !== true) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
  const { openNatsHeartbeats } = require("./cluster/open-nats-heartbeats") as typeof OpenNatsHeartbeats;
  const rest = {
    controlPlane,
    limits: () => config().http,
    onRefused: (limit: Parameters<Refusals["note"]>[0], count: number) => {
      refusals.note(limit, { client: "NATS", count });
    },
  };
  return openNatsHeartbeats(nats, rest, logger);
}

/** What metrics tell of them; undefined where there are none. */
export function natsStatusOf(heartbeats: NatsHeartbeats | undefined): NatsStatus | undefined {
  if (heartbeats === undefined) return undefined;
  const { isConnected, inlet, outlet } = heartbeats;
  return {
    isConnected,
    taken: inlet.counts,
    dropped: inlet.dropped,
    passedOn: outlet.sent,
    lost: outlet.lost,
  };
}
