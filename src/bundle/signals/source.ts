import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";

/** Sources that give no evidence to an exporter, whether others make up for them or not. */
export function downSources(promql: Promql): Signal {
  return {
    name: "downSources",
    expr: `${promql.aggregate("max", ["instance", "source"], promql.metric("tidaldb_source_up"))} == 0`,
    unit: "state",
    title: "Sources that are down",
    description: "0 for each source whose last poll gave an exporter no evidence. No series for the rest.",
    legend: "{{source}} of {{instance}}",
  };
}

/** Regions of which a source says another state than the exporter that polls it. */
export function disagreeingSources(promql: Promql): Signal {
  const labels = ["instance", "region", "state"];
  const said = promql.aggregate(
    "max",
    ["instance", "source", "region", "state"],
    promql.metric("tidaldb_source_region_health"),
  );
  const found = promql.aggregate("max", labels, promql.metric("tidaldb_region_health"));
  const pairs = `${said} == 1\nunless ${promql.on(...labels)}\n${found} == 1`;
  return {
    name: "disagreeingSources",
    expr: promql.aggregate("group", ["instance", "source", "region"], `\n${pairs}\n`),
    unit: "state",
    title: "Sources that disagree",
    description: "1 for each region of which a source says another state than the exporter that polls it.",
    legend: "{{source}}: {{region}}",
  };
}
