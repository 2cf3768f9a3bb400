import { exporterSeries, renderSeconds } from "../exporter";
import type { PanelPromql } from "./panel-promql";
import type { Signal, SignalUnit } from "../signal";

interface ProcessGauge {
  readonly name: string;
  readonly metric: string;
  readonly unit: SignalUnit;
  readonly title: string;
  readonly description: string;
  /** What tells this line from the others of its panel. */
  readonly line?: string;
}

function perInstance(promql: PanelPromql, { metric, line, ...signal }: ProcessGauge): Signal {
  return {
    ...signal,
    expr: `max ${promql.by("instance")} (${promql.series(metric)})`,
    legend: promql.legend(line === undefined ? "{{instance}}" : `{{instance}} ${line}`),
  };
}

/** How long each exporter works on a scrape. */
export function renderTime(promql: PanelPromql): Signal {
  return { ...renderSeconds(promql), legend: promql.legend("{{instance}} render") };
}

/** How long a scrape takes Prometheus. */
export function scrapeTime(promql: PanelPromql): Signal {
  return perInstance(promql, {
    name: "scrapeTime",
    metric: "scrape_duration_seconds",
    unit: "seconds",
    title: "Scrape time",
    description:
      "Time that a scrape takes Prometheus, the network included; of one in parts, that of the slowest.",
    line: "scrape",
  });
}

/** How many series each exporter serves. */
export function servedSeries(promql: PanelPromql): Signal {
  return { ...exporterSeries(promql), legend: promql.legend("{{instance}}") };
}

/** What the process holds in memory. */
export function memory(promql: PanelPromql): readonly Signal[] {
  const gauge = (name: string, metric: string, line: string): Signal =>
    perInstance(promql, {
      name,
      metric,
      line,
      unit: "bytes",
      title: "Memory",
      description:
        "Memory of the process in RAM, and the part of it that is JavaScript's heap. A line that only ever climbs is a leak.",
    });
  return [
    gauge("residentMemory", "process_resident_memory_bytes", "resident"),
    gauge("heapSize", "nodejs_heap_size_total_bytes", "heap"),
    gauge("heapUsed", "nodejs_heap_size_used_bytes", "heap used"),
  ];
}

/** How late the event loop runs. */
export function eventLoopDelay(promql: PanelPromql): readonly Signal[] {
  const gauge = (name: string, metric: string, line: string): Signal =>
    perInstance(promql, {
      name,
      metric,
      line,
      unit: "seconds",
      title: "Event loop delay",
      description:
        "How late the process comes to what it has to do, since the scrape before. Much of it means late heartbeats and slow scrapes.",
    });
  return [
    gauge("eventLoopMedian", "nodejs_eventloop_lag_p50_seconds", "median"),
    gauge("eventLoopP99", "nodejs_eventloop_lag_p99_seconds", "99th percentile"),
    gauge("eventLoopMax", "nodejs_eventloop_lag_max_seconds", "maximum"),
  ];
}

/** CPU time that each process takes, in cores. */
export function cpuUse(promql: PanelPromql): Signal {
  return {
    name: "cpuUse",
    expr: `max ${promql.by("instance")} (${promql.overRate("rate", "process_cpu_seconds_total")})`,
    unit: "share",
    title: "CPU",
    description: "CPU time of the process; 100 % is one core.",
    legend: promql.legend("{{instance}}"),
  };
}

/** Time that each process spends collecting garbage, as a share of the time. */
export function garbageCollection(promql: PanelPromql): Signal {
  const inCollections = promql.overRate("rate", "nodejs_gc_duration_seconds_sum");
  return {
    name: "garbageCollection",
    expr: `sum ${promql.by("instance", "kind")} (${inCollections})`,
    unit: "share",
    title: "Garbage collection",
    description: "Part of the time that the process spends collecting garbage, by kind of collection.",
    legend: promql.legend("{{instance}} {{kind}}"),
  };
}

/** File descriptors that each process has open. */
export function openFiles(promql: PanelPromql): Signal {
  return perInstance(promql, {
    name: "openFiles",
    metric: "process_open_fds",
    unit: "count",
    title: "Open file descriptors",
    description:
      "Files and sockets that the process has open. Mostly connections of those who send heartbeats.",
  });
}
