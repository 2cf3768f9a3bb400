import type { Service } from "kubernetes-types/core/v1";
/** The name under which shards, Prometheus and people reach the exporter. */
export declare function service(): Service;
/**
 * A name that lists the address of every pod, for senders: each heartbeat has to reach all of them. It has none of the labels by
 * which the ServiceMonitor finds services, or every pod would be scraped twice.
 */
export declare function everyPodService(): Service;
