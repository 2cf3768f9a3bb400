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
import {
  at,
  choose,
  inline,
  lines,
  optional,
  optionalText,
  put,
  repeated,
  text,
  when,
} from "./template-tree";
import { templateText } from "./template-text";

/** Stands in the chart's rules for the namespace of the release. */
export const RELEASE_NAMESPACE = "release-namespace";

/** Where the rules and the dashboards are in the chart; templates read them from there, since they are templates themselves. */
export const CHART_FILES = {
  rules: "files/tidaldb.rules.yml",
  dashboards: "files/dashboards",
  alertmanager: "files/alertmanager-config.yaml",
} as const;

const PARTS = "$.Values.serviceMonitor.parts";

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

/** An endpoint for each part, with nothing of parts where there is one. */
function monitorTree(options: BundleOptions): unknown {
  const inParts = (scrapeParts: number): unknown =>
    withTls(options, (kubernetes) =>
      inRelease(serviceMonitor({ ...options, kubernetes, scrapeParts }), "$.Values.serviceMonitor.labels"),
    );
  const [whole, ofTwo] = [1, 2].map((count) => at(inParts(count), ["spec", "endpoints", 0]));
  const endpoint = choose(`gt (int ${PARTS}) 1`, withPart(ofTwo), whole);
  const range = `$part := untilStep 1 (int (add1 ${PARTS})) 1`;
  return put(inParts(1), ["spec", "endpoints"], [repeated(range, withValues(endpoint))]);
}

/** The endpoint of a part, with the number that the range is at. */
function withPart(endpoint: unknown): unknown {
  const part = `printf "%d/%d" $part (int ${PARTS})`;
  const last = listAt(endpoint, "relabelings").length - 1;
  return filled(
    endpoint,
    [["params", "part"], inline(`list (${part}) | toJson`)],
    [["relabelings", last, "replacement"], inline(`${part} | quote`)],
  );
}

function withValues(endpoint: unknown): unknown {
  const cluster = "$.Values.serviceMonitor.cluster";
  const replacement = inline(`${cluster} | quote`);
  return filled(
    endpoint,
    [["interval"], inline("$.Values.serviceMonitor.interval")],
    [["scrapeTimeout"], inline("$.Values.serviceMonitor.scrapeTimeout")],
    [
      ["relabelings"],
      [
        ...listAt(endpoint, "relabelings"),
        when(cluster, { action: "replace", targetLabel: "cluster", replacement }),
      ],
    ],
  );
}

function listAt(tree: unknown, key: string): readonly unknown[] {
  const list = at(tree, [key]);
  if (!Array.isArray(list)) throw new RangeError(`${key}: expected a list`);
  return list;
}

function ruleTree(options: BundleOptions): unknown {
  const rule = inRelease(prometheusRule(options), "$.Values.prometheusRule.labels");
  const rules = `$.Files.Get "${CHART_FILES.rules}" | replace "${RELEASE_NAMESPACE}" $.Release.Namespace | trim`;
  return put(rule, ["spec"], lines(rules));
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
