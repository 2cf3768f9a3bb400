import type { Logger } from "pino";
import { HeartbeatBudget } from "../../http/limits/heartbeat-budget";
import { createRequestListener } from "../../http/request-listener";
import type { HttpServices } from "../../http/routing/http-services";
import type { ListenAddress } from "../../http/server/listen-address";
import { HttpServer } from "../../http/server/server";
import type { ConfigReloader } from "../../reload/reload";
import { ShippedRunbooks } from "../bundle/shipped-runbooks";
import { systemClock } from "../cluster/system-clock";
import { logTlsRefusals } from "../logging/log-tls-refusals";
import { limitsInForce } from "./limits-in-force";
import { serverSettings } from "./server-settings";
import type { WebSecurity } from "./web-security";

/** What a server is configured with. */
export interface ServingOptions {
  readonly reloader: ConfigReloader;
  readonly listenAddresses: readonly ListenAddress[];
  /** Where the metrics are, with a leading slash. */
  readonly telemetryPath: string;
  /** Scrapes that are answered at a time; 0: no limit. */
  readonly maxScrapesInFlight: number;
  readonly logger: Logger;
}

/** What of the services follows from the options and from the web configuration. */
type FromConfiguration =
  | "logger"
  | "tokens"
  | "passwords"
  | "extraHeaders"
  | "openProbes"
  | "limits"
  | "heartbeatBudget"
  | "runbooks"
  | "telemetryPath";

/**
 * The server of a running exporter, not listening yet. It follows a reload: whatever may change is read from the
 * configuration when a request needs it.
 *
 * @param program - what the routes need from the rest of the program.
 * @throws TelemetryPathError as `createRequestListener` does.
 */
export function buildServer(
  options: ServingOptions,
  web: WebSecurity,
  program: Omit<HttpServices, FromConfiguration>,
): HttpServer {
  const { reloader, listenAddresses, telemetryPath, maxScrapesInFlight, logger } = options;
  const http = () => reloader.current.config.http;
  const limits = limitsInForce(http, maxScrapesInFlight);
  const listener = createRequestListener({
    ...program,
    logger,
    tokens: () => reloader.current.tokens,
    passwords: () => web.passwords,
    extraHeaders: () => web.headers,
    openProbes: () => reloader.current.config.auth.openProbes,
    get limits() {
      return limits();
    },
    heartbeatBudget: new HeartbeatBudget(systemClock()),
    runbooks: new ShippedRunbooks(() => reloader.current.config.controlPlane),
    telemetryPath,
  });
  return new HttpServer({
    addresses: listenAddresses,
    listener,
    ...serverSettings(http),
    refusals: program.refusals,
    logger,
    tls: { settings: () => web.tls, onRefused: logTlsRefusals(logger, systemClock()) },
    extraHeaders: () => web.headers,
  });
}
