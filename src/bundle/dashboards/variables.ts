import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";

import type { BundleOptions } from "../options/options";
import { matching } from "../promql/label-matcher";
import { Promql } from "../promql/promql";
import { ALL_SHARDS } from "../signals/panels/panel-promql";
import type { PanelVariable } from "../signals/panels/panel-promql";
import { DATASOURCE } from "./panels/panel-query";

/** Grafana's word for all values of a variable. */
const ALL = { text: "All", value: "$__all" } as const;

/** How Grafana's Prometheus data source is asked for the values of a variable. */
const LABEL_VALUES = 1;
const SERIES = 4;

type VariableBuilder = DatasourceVariableBuilder | QueryVariableBuilder;

/** The variables of a dashboard: where the data is, and one for each label that can be chosen. */
export function dashboardVariables(
  options: BundleOptions,
  names: readonly PanelVariable[],
): VariableBuilder[] {
  const datasource = new DatasourceVariableBuilder("datasource")
    .label("Data source")
    .type("prometheus")
    .description("The Prometheus server that scrapes the exporter.");
  return [datasource, ...names.map((name) => BUILDERS[name](options))];
}

type QueryVariable = (options: BundleOptions) => QueryVariableBuilder;

const BUILDERS: Readonly<Record<PanelVariable, QueryVariable>> = {
  cluster: (options) =>
    labelValues(options, "cluster", "tidaldb_cluster_shards", options.scopeLabels[0] ?? "cluster", false)
      .label("Cluster")
      .description("Target label that tells clusters apart. Leave it at All where there is none.")
      // Also matches series that have no such label.
      .allValue(".*"),
  job: (options) =>
    labelValues(options, "job", "tidaldb_cluster_shards", "job")
      .label("Job")
      .description("Scrape jobs of the exporter.")
      .hide(VariableHide.HideVariable),
  instance: (options) =>
    labelValues(options, "instance", "tidaldb_exporter_heartbeats_total", "instance")
      .label("Instance")
      .description("Processes of the exporter.")
      .allValue(".+"),
  region: (options) => regionVariable(options),
  shard: (options) =>
    labelValues(options, "shard", "tidaldb_shard_up", "shard")
      .label("Shard")
      .description("Shards by number. All: panels show sums, and the shards that stand out.")
      .sort(VariableSort.NumericalAsc)
      .allValue(ALL_SHARDS),
  follower: (options) =>
    labelValues(options, "follower", "tidaldb_replication_lag_seconds", "follower")
      .label("Follower")
      .description("Regions that follow.")
      .allValue(".+"),
};

function multiValued(name: string, qryType: number, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .datasource(DATASOURCE)
    .query({ qryType, query, refId: "PrometheusVariableQueryEditor-VariableQuery" })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .current(ALL);
}

function labelValues(
  options: BundleOptions,
  name: string,
  metric: string,
  label: string,
  isOfCluster = true,
): QueryVariableBuilder {
  const selector = isOfCluster ? ofCluster(options, metric) : new Promql(options).metric(metric);
  return multiValued(name, LABEL_VALUES, `label_values(${selector}, ${options.labelNames[label] ?? label})`);
}

/**
 * Regions by the exporter's label, also where a target label of that name pushed it aside: series list their labels in
 * alphabetical order, so `exported_region` is met before `region`.
 */
function regionVariable(options: BundleOptions): QueryVariableBuilder {
  const names = new Promql(options).labelNames("region").toSorted();
  return (
    multiValued("region", SERIES, ofCluster(options, "tidaldb_region_info"))
      .label("Region")
      .description("Regions by name.")
      // Grafana writes values as they are, quotes and commas included: one ends where another label begins, or the series ends.
      .regex(`/[{,](?:${names.join("|")})="(.*?)"(?:,\\w+="|}$)/`)
      .allValue(".+")
  );
}

function ofCluster(options: BundleOptions, metric: string): string {
  return new Promql(options, { [options.scopeLabels[0] ?? "cluster"]: matching("$cluster") }).metric(metric);
}
