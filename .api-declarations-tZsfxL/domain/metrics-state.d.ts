import type { ClusterHealth } from "./terms/cluster-health";
import type { ControlPlane } from "./control-plane";
/** tidalDB's `MetricsState`, as far as it concerns the cluster: a node that leads no cluster has no control plane. */
export declare class MetricsState {
    #private;
    /** @param controlPlane - left out on a single-node deployment. */
    constructor(controlPlane?: ControlPlane);
    /** The cluster's health, or undefined on a single-node deployment. */
    clusterHealth(): ClusterHealth | undefined;
}
