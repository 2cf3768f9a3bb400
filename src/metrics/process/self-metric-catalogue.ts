import type { EventLoopDelays } from "./event-loop-delays";
import type { FamilyHeader } from "../formats/family";

function gauge(name: string, help: string, labels: readonly string[] = []): FamilyHeader {
  return { name, type: "gauge", help, labels };
}

function secondsGauge(name: string, help: string): FamilyHeader {
  return { ...gauge(name, help), unit: "seconds" };
}

function bytesGauge(name: string, help: string, labels: readonly string[] = []): FamilyHeader {
  return { ...gauge(name, help, labels), unit: "bytes" };
}

function cpuCounter(name: string, help: string): FamilyHeader {
  return { name, type: "counter", unit: "seconds", help, labels: [] };
}

/** A metric that shows one of the {@link EventLoopDelays}. */
export interface EventLoopMetric extends FamilyHeader {
  readonly delay: keyof EventLoopDelays;
}

function delayGauge(delay: keyof EventLoopDelays, name: string, help: string): EventLoopMetric {
  return { ...secondsGauge(name, help), delay };
}

/**
 * The delay of the event loop under prom-client's names. Left out are the mean and the standard deviation: Node adds up the
 * tens of thousands of buckets of its histogram for each of them, which took longer than all other work of a small scrape.
 */
export const EVENT_LOOP_METRICS: readonly EventLoopMetric[] = [
  delayGauge(
    "probe",
    "nodejs_eventloop_lag_seconds",
    "Delay of the event loop, as one probe at the last scrape met it",
  ),
  delayGauge(
    "min",
    "nodejs_eventloop_lag_min_seconds",
    "Smallest delay of the event loop since the last scrape",
  ),
  delayGauge(
    "max",
    "nodejs_eventloop_lag_max_seconds",
    "Largest delay of the event loop since the last scrape",
  ),
  delayGauge(
    "p50",
    "nodejs_eventloop_lag_p50_seconds",
    "Median delay of the event loop since the last scrape",
  ),
  delayGauge(
    "p90",
    "nodejs_eventloop_lag_p90_seconds",
    "90th percentile of the delay of the event loop since the last scrape",
  ),
  delayGauge(
    "p99",
    "nodejs_eventloop_lag_p99_seconds",
    "99th percentile of the delay of the event loop since the last scrape",
  ),
];

/**
 * What the exporter's process says about itself, nearly all of it as prom-client measures it, in the order in which it is served. Some of
 * these exist on Linux only. They belong to the group `exporter`.
 */
export const SELF_METRIC_CATALOGUE: readonly FamilyHeader[] = [
  cpuCounter("process_cpu_user_seconds_total", "CPU time of the process spent in its own code"),
  cpuCounter("process_cpu_system_seconds_total", "CPU time of the process spent in the kernel"),
  cpuCounter("process_cpu_seconds_total", "CPU time of the process, user and system together"),
  secondsGauge("process_start_time_seconds", "When the process started, in seconds since the epoch"),
  bytesGauge("process_resident_memory_bytes", "Memory of the process that is in RAM"),
  bytesGauge("process_virtual_memory_bytes", "Address space of the process"),
  bytesGauge("process_heap_bytes", "Data segment of the process"),
  gauge("process_open_fds", "File descriptors that are open"),
  gauge("process_max_fds", "File descriptors that may be open"),
  ...EVENT_LOOP_METRICS,
  gauge("nodejs_active_resources", "Resources that keep the event loop alive, by type", ["type"]),
  gauge("nodejs_active_handles", "Handles that are open in libuv, by type", ["type"]),
  gauge("nodejs_active_requests", "Requests that are under way in libuv, by type", ["type"]),
  bytesGauge("nodejs_heap_size_total_bytes", "Size of the JavaScript heap"),
  bytesGauge("nodejs_heap_size_used_bytes", "Used part of the JavaScript heap"),
  bytesGauge("nodejs_external_memory_bytes", "Memory outside the heap that JavaScript objects hold"),
  bytesGauge("nodejs_heap_space_size_total_bytes", "Size of each space of the heap", ["space"]),
  bytesGauge("nodejs_heap_space_size_used_bytes", "Used part of each space of the heap", ["space"]),
  bytesGauge("nodejs_heap_space_size_available_bytes", "Free part of each space of the heap", ["space"]),
  gauge("nodejs_version_info", "Always 1; the labels carry the version of Node", [
    "version",
    "major",
    "minor",
    "patch",
  ]),
  {
    name: "nodejs_gc_duration_seconds",
    type: "histogram",
    unit: "seconds",
    help: "Duration of garbage collections, by kind",
    labels: ["kind"],
  },
];
