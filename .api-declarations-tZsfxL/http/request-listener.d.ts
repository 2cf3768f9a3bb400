import type { RequestListener } from "node:http";
import type { HttpServices } from "./routing/http-services";
/**
 * What a server of our own answers requests with: heartbeats and scrapes at once, everything else through the express
 * application, which costs more than all that is done for a heartbeat. Both ways pass the same guards and end in the same
 * route, so they give the same answers; a path that is merely spelled otherwise takes the longer one.
 *
 * @throws TelemetryPathError as `createApp` does.
 */
export declare function createRequestListener(services: HttpServices): RequestListener;
