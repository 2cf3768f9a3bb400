import type { ControlPlane } from "../../domain/control-plane";
import type { HttpApplication } from "../../http/app";
import type { HttpOptions } from "../../http/routing/http-services";
import type { DetailLevel } from "../../metrics/terms/metric-group";
/** What an application may say about the routes that it mounts. Everything has a default. */
export interface AppOptions extends Partial<HttpOptions> {
    /** Finest detail of `/metrics`; "follower", that is everything, unless given. */
    readonly detail?: DetailLevel;
}
/**
 * The exporter's routes over an embedded control plane, as an express application to listen with or to mount. Changes
 * through the API reach the control plane and are kept nowhere, unless `clusterAdmin` keeps them.
 */
export declare function createApp(controlPlane: ControlPlane, { detail, ...options }?: AppOptions): HttpApplication;
