import type { Logger } from "pino";
import { formatListenAddress, parseListenAddress } from "../../http/server/listen-address";
import type { ListenAddress } from "../../http/server/listen-address";
import { HttpServer } from "../../http/server/server";
import type { BuildInfo } from "../build-info";
import { operatorMessage } from "../operator-error";
import type { Servant } from "../serve-until-stopped";
import { stopServer } from "../serving/stop-server";
import { DEFAULT_TELEMETRY_PATH } from "../start-exporter";
import { replayRecording } from "./replay-recording";
import { replayListener } from "./replay-server";
import { printMoment } from "./replay-time";
import type { AskedMoment } from "./replay-time";

/** Beside the port of an exporter that may run on the same machine, and for this machine only: there are no tokens. */
export const DEFAULT_REPLAY_ADDRESS = "127.0.0.1:10845";

/** What is to be replayed, and where it is served. */
export interface ReplayOptions {
  readonly path: string;
  /** Undefined: the end of the recording. */
  readonly at: AskedMoment | undefined;
  /** Undefined: the default address. */
  readonly listenAddresses?: readonly string[] | undefined;
  /** Undefined: the default path. */
  readonly telemetryPath?: string | undefined;
  readonly logger: Logger;
  readonly buildInfo: BuildInfo;
}

/** A replay that is served until it is stopped. */
export interface ServedReplay extends Servant {
  readonly addresses: readonly ListenAddress[];
}

/** A served replay, or undefined when the log says why there is none. */
export async function startReplay(options: ReplayOptions): Promise<ServedReplay | undefined> {
  const { path, at, logger, buildInfo, telemetryPath = DEFAULT_TELEMETRY_PATH } = options;
  const addresses = (options.listenAddresses ?? [DEFAULT_REPLAY_ADDRESS]).map((text) =>
    parseListenAddress(text),
  );
  const bad = addresses.flatMap((address) => (address.ok ? [] : [address.message]));
  for (const message of bad) logger.error(message);
  if (bad.length > 0) return undefined;
  try {
    const moment = await replayRecording(path, at);
    for (const note of moment.notes) logger.warn(note);
    const server = new HttpServer({
      addresses: addresses.flatMap((address) => (address.ok ? [address.value] : [])),
      listener: replayListener(moment, { telemetryPath, logger, buildInfo }),
      logger,
    });
    await server.start();
    const replayOf = printMoment(moment.instant.wallNs);
    for (const address of server.addresses)
      logger.info({ address: formatListenAddress(address), replay_of: replayOf }, "listening");
    return {
      addresses: server.addresses,
      reload: () => Promise.resolve(),
      stop: () => stopServer(server, logger),
    };
  } catch (error) {
    const message = operatorMessage(error);
    if (message === undefined) throw error;
    logger.error(message);
    return undefined;
  }
}
