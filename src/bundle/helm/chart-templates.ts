import { configMap } from "../kubernetes/config-map";
import { CONTAINER_PATHS } from "../kubernetes/container-paths";
import { dashboardConfigMap } from "../kubernetes/dashboard-config-map";
import { networkPolicy } from "../kubernetes/network-policy";
import { OBJECT_NAMES } from "../kubernetes/object-names";
import { persistentVolumeClaim } from "../kubernetes/persistent-volume-claim";
import { podDisruptionBudget } from "../kubernetes/pod-disruption-budget";
import { prometheusRule } from "../kubernetes/prometheus-rule";
import { everyPodService, service } from "../kubernetes/service";
import { serviceMonitor } from "../kubernetes/service-monitor";
import type { BundleOptions } from "../options/options";
import type { AlertmanagerTexts } from "../kubernetes/alertmanager/shipped-alertmanager";
import { alertmanagerConfig } from "../kubernetes/alertmanager/alertmanager-config";
import { deploymentTree, HAS_CLAIM, IS_SEVERAL, withTls } from "./deployment-tree";
import { helper } from "./helpers";
import { inRelease } from "./in-release";
import { choose, inline, lines, optional, optionalText, put, text, when } from "./template-tree";
import { templateText } from "./template-text";

/** Where the rules and the dashboards are in the chart; templates read them from there, since they are templates themselves. */
export const CHART_FILES = {
  rules: "files/tidaldb.rules.yml",
  dashboards: "files/dashboards",
  alertmanager: "files/alertmanager-config.yaml",
} as const;

/** The text of each template that makes objects, by its name. */
export function chartTemplates(
  options: BundleOptions,
  alertmanager: AlertmanagerTexts,
): ReadonlyMap<string, string> {
  return new Map([
    ["config-map.yaml", under("not $.Values.existingConfigMap", configTree(options))],
    [
      "persistent-volume-claim.yaml",
      under(`and (${HAS_CLAIM}) (not $.Values.persistence.existingClaim)`, claimTree()),
    ],
    ["deployment.yaml", templateText(deploymentTree(options))],
    ["pod-disruption-budget.yaml", under(IS_SEVERAL, inRelease(podDisruptionBudget()))],
    ["service.yaml", templateText(serviceTree())],
    ["service-each.yaml", under(IS_SEVERAL, inRelease(everyPodService()))],
    ["network-policy.yaml", under("$.Values.networkPolicy.enabled", networkPolicyTree())],
    ["service-monitor.yaml", under("$.Values.serviceMonitor.enabled", monitorTree(options))],
    ["prometheus-rule.yaml", under("$.Values.prometheusRule.enabled", ruleTree(options))],
    [
      "alertmanager-config.yaml",
      under("$.Values.alertmanagerConfig.enabled", alertmanagerTree(alertmanager)),
    ],
    ["dashboards.yaml", dashboards(options)],
  ]);
}

function under(condition: string, tree: unknown): string {
  return `{{- if ${condition} }}\n${templateText(tree)}{{- end }}\n`;
}

/** A tree with something else at some of its paths. */
function filled(
  tree: unknown,
  ...entries: readonly (readonly [path: readonly (string | number)[], node: unknown])[]
): unknown {
  return entries.reduce((before, [path, node]) => put(before, path, node), tree);
}

function configTree(options: BundleOptions): unknown {
  const { configFile, webConfigFile } = CONTAINER_PATHS;
  const tree = withTls(options, (kubernetes) => inRelease(configMap({ ...options, kubernetes })));
  return put(tree, ["data"], {
    [configFile]: text(helper("config")),
    [webConfigFile]: when("$.Values.tls.secretName", text(helper("webConfig"))),
  });
}

function claimTree(): unknown {
  return filled(
    inRelease(persistentVolumeClaim()),
    // What helm uninstall takes away would be the topology.
    [["metadata", "annotations"], { "helm.sh/resource-policy": "keep" }],
    [["spec", "accessModes"], lines("toYaml $.Values.persistence.accessModes")],
    [["spec", "storageClassName"], optionalText("$.Values.persistence.storageClassName")],
    [["spec", "resources", "requests", "storage"], inline("$.Values.persistence.size")],
  );
}

function serviceTree(): unknown {
  return filled(
    inRelease(service()),
    [["metadata", "annotations"], optional("$.Values.service.annotations")],
    [["spec", "type"], inline("$.Values.service.type")],
  );
}

function networkPolicyTree(): unknown {
  const policy = networkPolicy();
  const [ingress] = policy.spec?.ingress ?? [];
  const from = "$.Values.networkPolicy.from";
  return put(
    inRelease(policy),
    ["spec", "ingress"],
    [{ ports: ingress?.ports, from: choose(from, lines(`toYaml ${from}`), ingress?.from) }],
  );
}

function monitorTree(options: BundleOptions): unknown {
  const tree = withTls(options, (kubernetes) =>
    inRelease(serviceMonitor({ ...options, kubernetes }), "$.Values.serviceMonitor.labels"),
  );
  const [endpoint] = serviceMonitor(options).spec.endpoints;
  const cluster = "$.Values.serviceMonitor.cluster";
  const relabelings = [
    ...(endpoint?.relabelings ?? []),
    when(cluster, { action: "replace", targetLabel: "cluster", replacement: inline(`${cluster} | quote`) }),
  ];
  return filled(
    tree,
    [["spec", "endpoints", 0, "interval"], inline("$.Values.serviceMonitor.interval")],
    [["spec", "endpoints", 0, "scrapeTimeout"], inline("$.Values.serviceMonitor.scrapeTimeout")],
    [["spec", "endpoints", 0, "relabelings"], relabelings],
  );
}

function ruleTree(options: BundleOptions): unknown {
  const rule = inRelease(prometheusRule(options), "$.Values.prometheusRule.labels");
  return put(rule, ["spec"], lines(`$.Files.Get "${CHART_FILES.rules}" | trim`));
}

/** Its texts are templates of Alertmanager, and so in a file. */
function alertmanagerTree(texts: AlertmanagerTexts): unknown {
  const config = inRelease(alertmanagerConfig(texts), "$.Values.alertmanagerConfig.labels");
  const secret = "$.Values.alertmanagerConfig.receiversSecret";
  const spec = `$.Files.Get "${CHART_FILES.alertmanager}" | replace "${OBJECT_NAMES.receivers}" ${secret} | trim`;
  return put(config, ["spec"], lines(spec));
}

/** One template for all: each is an object of its own, with the JSON of its file. */
function dashboards({ kubernetes }: BundleOptions): string {
  const folder = "$.Values.dashboards.folder";
  const object = dashboardConfigMap("%s", "", folder);
  const uid = '(base $path | trimSuffix ".json")';
  const annotations = Object.keys(object.metadata?.annotations ?? {}).map(
    (name) => `(dict "${name}" ${folder})`,
  );
  const own = `(merge (ternary ${annotations.join(" ")} dict (ne ${folder} "")) $.Values.dashboards.annotations)`;
  const tree = filled(
    inRelease(dashboardConfigMap("%s", "", kubernetes.dashboardFolder), "$.Values.dashboards.labels"),
    [["metadata", "name"], inline(`printf "${object.metadata?.name ?? ""}" ${uid}`)],
    [["metadata", "annotations"], optional(own)],
    [["data"], lines("dict (base $path) ($.Files.Get $path) | toYaml")],
  );
  return [
    "{{- if $.Values.dashboards.enabled }}",
    `{{- range $path, $_ := $.Files.Glob "${CHART_FILES.dashboards}/*.json" }}`,
    "---",
    `${templateText(tree)}{{- end }}`,
    "{{- end }}",
    "",
  ].join("\n");
}
