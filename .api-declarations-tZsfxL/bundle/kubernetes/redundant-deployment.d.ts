import type { Deployment } from "kubernetes-types/apps/v1";
import type { BundleOptions } from "../options/options";
/** How many equal control planes there are: one may be replaced while another is lost. */
export declare const REDUNDANT_REPLICAS = 3;
/**
 * Several equal control planes that share nothing: a new pod has heard the cluster and settled before an old one ends.
 *
 * @param image with a tag, such as `tidaldb-exporter:1.2.3`.
 */
export declare function redundantDeployment(image: string, { thresholds }: BundleOptions): Deployment;
