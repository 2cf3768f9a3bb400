import type { Deployment } from "kubernetes-types/apps/v1";
import type { PodSpec, Volume } from "kubernetes-types/core/v1";
/** @param image with a tag, such as `tidaldb-exporter:1.2.3`. */
export declare function deployment(image: string): Deployment;
/**
 * The pod of every Deployment.
 *
 * @param state the volume for the state file, if there is one.
 */
export declare function podSpec(image: string, state?: Volume): PodSpec;
