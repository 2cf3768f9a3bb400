import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import type { EventLoopDelays } from "../../../../src/metrics/process/event-loop-delays";
import type { Family } from "../../../../src/metrics/formats/family";
import { PromClientSelfMetrics } from "../../../../src/metrics/process/self-metrics";
import {
  EVENT_LOOP_METRICS,
  SELF_METRIC_CATALOGUE,
} from "../../../../src/metrics/process/self-metric-catalogue";
import { OPENMETRICS_WRITER } from "../../../../src/metrics/formats/openmetrics-writer";
import { renderFamilies } from "../../../../src/metrics/formats/render-families";
import { TEXT_WRITER } from "../../../../src/metrics/formats/text-writer";
import { parseExposition } from "../../../support/metrics/exposition-parser";

function isHistogram({ header }: Family): boolean {
  return header.type === "histogram";
}

function failure(name: string, error: unknown): never {
  throw new Error(`${name} could not be measured`, { cause: error });
}

const DELAYS = { probe: 0.001, min: 0.002, max: 0.006, p50: 0.003, p90: 0.004, p99: 0.005 };
const takeDelays = (): EventLoopDelays => DELAYS;

test("every default metric of prom-client is listed with its type, but for three that end in _total and two that cost too much", () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const offered = registry.getMetricsAsArray().map(({ name, type }) => `${name} ${String(type)}`);
  const listed = SELF_METRIC_CATALOGUE.map(({ name, type }) => `${name} ${type}`);
  expect(offered.filter((metric) => !listed.includes(metric)).sort()).toEqual([
    "nodejs_active_handles_total gauge",
    "nodejs_active_requests_total gauge",
    "nodejs_active_resources_total gauge",
    "nodejs_eventloop_lag_mean_seconds gauge",
    "nodejs_eventloop_lag_stddev_seconds gauge",
  ]);
  if (process.platform === "linux") expect(listed.filter((metric) => !offered.includes(metric))).toEqual([]);
});

test("this process is measured, and both formats can carry it", async () => {
  const families = await new PromClientSelfMetrics(takeDelays, failure).collect();
  for (const [format, writer] of [
    ["text", TEXT_WRITER],
    ["openmetrics", OPENMETRICS_WRITER],
  ] as const) {
    const { samples, types } = parseExposition([...renderFamilies(families, writer)].join(""), format);
    const memory = samples.find(({ name }) => name === "process_resident_memory_bytes");
    expect(memory?.value).toBeGreaterThan(1_000_000);
    expect(samples.map(({ name }) => name)).toContain("process_cpu_seconds_total");
    expect(types.get(format === "text" ? "process_cpu_seconds_total" : "process_cpu_seconds")).toBe(
      "counter",
    );
  }
});

test("the delay of the event loop is asked for once, and each of its figures has its own family", async () => {
  let asked = 0;
  const selfMetrics = new PromClientSelfMetrics(
    () => {
      asked += 1;
      return DELAYS;
    },
    failure,
    new Registry(),
  );
  const families = await selfMetrics.collect();
  const lines = [...renderFamilies(families, TEXT_WRITER)].join("").split("\n");
  expect(asked).toBe(1);
  expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([
    "nodejs_eventloop_lag_seconds 0.001",
    "nodejs_eventloop_lag_min_seconds 0.002",
    "nodejs_eventloop_lag_max_seconds 0.006",
    "nodejs_eventloop_lag_p50_seconds 0.003",
    "nodejs_eventloop_lag_p90_seconds 0.004",
    "nodejs_eventloop_lag_p99_seconds 0.005",
  ]);
});

test("the parts of a histogram keep their endings and labels", async () => {
  const registry = new Registry();
  const histogram = new Histogram({
    name: "nodejs_gc_duration_seconds",
    help: "prom-client's words",
    labelNames: ["kind"],
    buckets: [0.5, 1],
    registers: [registry],
  });
  histogram.observe({ kind: "minor" }, 0.75);
  const families = await new PromClientSelfMetrics(takeDelays, failure, registry).collect();
  expect([...renderFamilies(families.filter(isHistogram), TEXT_WRITER)].join("")).toBe(
    [
      "# HELP nodejs_gc_duration_seconds Duration of garbage collections, by kind",
      "# TYPE nodejs_gc_duration_seconds histogram",
      'nodejs_gc_duration_seconds_bucket{le="0.5",kind="minor"} 0',
      'nodejs_gc_duration_seconds_bucket{le="1",kind="minor"} 1',
      'nodejs_gc_duration_seconds_bucket{le="+Inf",kind="minor"} 1',
      'nodejs_gc_duration_seconds_sum{kind="minor"} 0.75',
      'nodejs_gc_duration_seconds_count{kind="minor"} 1',
      "",
    ].join("\n"),
  );
});

test.each([
  [
    "throws",
    (): void => {
      throw new Error("no /proc");
    },
  ],
  ["rejects", (): Promise<void> => Promise.reject(new Error("no /proc"))],
])("a collector that %s costs its own family alone, and is reported", async (_how, collect) => {
  const registry = new Registry();
  new Gauge({ name: "process_open_fds", help: "Fails", registers: [registry], collect });
  new Counter({ name: "process_cpu_seconds_total", help: "Works", registers: [registry] });
  const failures: [string, unknown][] = [];
  const selfMetrics = new PromClientSelfMetrics(
    takeDelays,
    (name, error) => failures.push([name, error]),
    registry,
  );
  const families = await selfMetrics.collect();
  expect(families.map(({ header }) => header.name)).toEqual([
    "process_cpu_seconds_total",
    ...EVENT_LOOP_METRICS.map(({ name }) => name),
  ]);
  expect(failures).toEqual([["process_open_fds", new Error("no /proc")]]);
});
