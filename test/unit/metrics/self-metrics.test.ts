import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import { PromClientSelfMetrics } from "../../../src/metrics/self-metrics";
import { SELF_METRIC_CATALOGUE } from "../../../src/metrics/self-metric-catalogue";
import { OPENMETRICS_WRITER } from "../../../src/metrics/openmetrics-writer";
import { renderFamilies } from "../../../src/metrics/render-families";
import { TEXT_WRITER } from "../../../src/metrics/text-writer";
import { parseExposition } from "../../support/metrics/exposition-parser";

function failure(name: string, error: unknown): never {
  throw new Error(`${name} could not be measured`, { cause: error });
}

test("every default metric of prom-client is listed with its type, but for three gauges that end in _total", () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const offered = registry.getMetricsAsArray().map(({ name, type }) => `${name} ${String(type)}`);
  const listed = SELF_METRIC_CATALOGUE.map(({ name, type }) => `${name} ${type}`);
  expect(offered.filter((metric) => !listed.includes(metric)).sort()).toEqual([
    "nodejs_active_handles_total gauge",
    "nodejs_active_requests_total gauge",
    "nodejs_active_resources_total gauge",
  ]);
  if (process.platform === "linux") expect(listed.filter((metric) => !offered.includes(metric))).toEqual([]);
});

test("this process is measured, and both formats can carry it", async () => {
  const families = await new PromClientSelfMetrics(failure).collect();
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
  const families = await new PromClientSelfMetrics(failure, registry).collect();
  expect([...renderFamilies(families, TEXT_WRITER)].join("")).toBe(
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
  const selfMetrics = new PromClientSelfMetrics((name, error) => failures.push([name, error]), registry);
  const families = await selfMetrics.collect();
  expect(families.map(({ header }) => header.name)).toEqual(["process_cpu_seconds_total"]);
  expect(failures).toEqual([["process_open_fds", new Error("no /proc")]]);
});
