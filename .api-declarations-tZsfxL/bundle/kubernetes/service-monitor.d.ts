import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { BundleOptions } from "../options/options";
/** How Prometheus finds and scrapes the exporter: with the labels that the rules and the panels expect. */
export declare function serviceMonitor(options: BundleOptions): IServiceMonitor;
