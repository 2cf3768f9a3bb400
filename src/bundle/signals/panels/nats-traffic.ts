import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

const CONNECTED = "tidaldb_exporter_nats_connected";
const STORE = "tidaldb_exporter_store_reachable";
const RECEIVED = "tidaldb_exporter_nats_heartbeats_total";
const PASSED_ON = "tidaldb_exporter_nats_heartbeats_passed_on_total";

/** One series for each exporter that keeps state, or exchanges heartbeats over NATS. */
export function natsRows(promql: PanelPromql): string {
  const by = promql.by("instance");
  return [CONNECTED, STORE].map((metric) => `group ${by} (${promql.series(metric)})`).join("\nor\n");
}

function perExporter(
  promql: PanelPromql,
  metric: typeof CONNECTED | typeof STORE,
): Pick<Signal, "expr" | "unit"> {
  return { expr: `max ${promql.by("instance")} (${promql.series(metric)})`, unit: "state" };
}

/** Whether heartbeats can be exchanged over NATS. */
export function natsConnected(promql: PanelPromql): Signal {
  return {
    ...perExporter(promql, CONNECTED),
    name: "natsConnected",
    title: "NATS",
    description: "Whether heartbeats can be exchanged over NATS.",
  };
}

/** Whether changes of topology and tenants can be kept. */
export function stateWritable(promql: PanelPromql): Signal {
  return {
    ...perExporter(promql, STORE),
    name: "stateWritable",
    title: "State",
    description: "Whether the state file, or the bucket of NATS, takes changes of topology and tenants.",
  };
}

function rateOf(
  promql: PanelPromql,
  metric: string,
  matchers: Readonly<Record<string, string>>,
): Pick<Signal, "expr" | "unit"> {
  const rate = promql.overRate("rate", metric, matchers);
  return { expr: `sum ${promql.by("instance")} (${rate})`, unit: "per_second" };
}

/** Heartbeats that each exporter got over NATS, and took. */
export function natsAccepted(promql: PanelPromql): Signal {
  return {
    ...rateOf(promql, RECEIVED, { result: "accepted" }),
    name: "natsAccepted",
    title: "Heartbeats over NATS",
    description: "Heartbeats per second that came over NATS and were fresh.",
  };
}

/** Heartbeats that each exporter got over HTTP, and passed on, or could not. */
export function natsPassedOn(promql: PanelPromql, result: "sent" | "lost"): Signal {
  return {
    ...rateOf(promql, PASSED_ON, { result }),
    name: `natsPassedOn${result}`,
    title: "Heartbeats passed on",
    description: `Heartbeats per second that came over HTTP and were ${result} on their way to NATS.`,
  };
}

/** Messages that each exporter dropped because they came faster than it reads. */
export function natsDropped(promql: PanelPromql): Signal {
  return {
    ...rateOf(promql, "tidaldb_exporter_nats_messages_dropped_total", {}),
    name: "natsDropped",
    title: "Messages dropped",
    description: "Messages per second that came over NATS faster than they could be read.",
  };
}

/** Heartbeats that come over NATS, by result. */
export function natsIn(promql: PanelPromql): Signal {
  return {
    name: "natsIn",
    expr: `sum by (result) (${promql.overRate("rate", RECEIVED)})`,
    unit: "per_second",
    title: "Heartbeats over NATS by result",
    description:
      "Heartbeats that came over NATS, by what became of them, and, dashed, those that came over HTTP and were passed on, or " +
      "lost on the way. Stale ones mostly came another way before.",
    legend: "in: {{result}}",
  };
}

/** Heartbeats that are passed on over NATS, by result. */
export function natsOut(promql: PanelPromql): Signal {
  return {
    ...natsIn(promql),
    name: "natsOut",
    expr: `sum by (result) (${promql.overRate("rate", PASSED_ON)})`,
    legend: "out: {{result}}",
  };
}
