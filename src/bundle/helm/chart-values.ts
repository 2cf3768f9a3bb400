import type { BundleOptions } from "../options/options";
import { deployment, STATE_VOLUME } from "../kubernetes/deployment";
import { exporterSettings } from "../kubernetes/config-map";
import { OBJECT_NAMES, TOKEN_KEYS } from "../kubernetes/object-names";
import { persistentVolumeClaim } from "../kubernetes/persistent-volume-claim";
import { service } from "../kubernetes/service";
import { LARGEST_PART_COUNT } from "../../metrics/terms/scrape-part";
import { serviceMonitor } from "../kubernetes/service-monitor";
import { listOf, objectName, objectOf, oneOf, text, texts, textsIn, yesOrNo } from "./chart-value";
import type { ChartSection, ChartValues } from "./chart-value";

const DURATION = "^([0-9]+(ms|[smhdwy]))+$";

/**
 * The values of the chart. Whatever the manifests have is read off them, so that a chart with its own values makes the same
 * objects.
 */
export function chartValues(options: BundleOptions): ChartValues {
  return {
    nameOverride: objectName("", "In the place of `tidaldb-exporter` in the names of objects."),
    fullnameOverride: objectName("", "In the place of release and name in the names of objects."),
    commonLabels: texts("Labels for every object, such as `release: kube-prometheus-stack`."),
    ...exporterValues(options),
    ...podValues(options),
    ...monitoringValues(options),
  };
}

function exporterValues(options: BundleOptions): ChartValues {
  const { tlsSecret, tlsServerName } = options.kubernetes;
  return {
    replicas: {
      initial: 1,
      schema: { type: "integer", minimum: 1, maximum: 9 },
      meaning:
        "How many equal control planes there are. More than one share no state file: give them `config.topology`, or " +
        "`config.storage.kind: nats`. Heartbeats have to reach each of them.",
    },
    config: objectOf(
      initialConfig(options),
      "The exporter's configuration, as docs/config.md describes it. `cluster.regions` is to be set, the names of the " +
        "regions by their numbers; without it there are those of an example. `storage` is set by the chart unless it is here. Helm keeps " +
        "53 bits of a number: write larger ones in quotes.",
    ),
    existingConfigMap: objectName(
      "",
      "A ConfigMap with the key `tidaldb-exporter.yml`, in the place of `config`; then storage is yours to set.",
    ),
    tokens: {
      meaning: `What callers show. No secret is ever made by the chart: keys ${TOKEN_KEYS.join(", ")} of a Secret that there is.`,
      values: {
        existingSecret: objectName(
          "",
          `Its name; \`${OBJECT_NAMES.tokens}\` with the release's name unless set.`,
        ),
      },
    },
    tls: {
      meaning:
        "HTTPS, for callers, probes and Prometheus. A certificate that is renewed is served without a restart.",
      values: {
        secretName: objectName(
          tlsSecret,
          "A Secret of the type kubernetes.io/tls with `ca.crt`, as cert-manager makes it.",
        ),
        serverName: objectName(
          tlsSecret === "" ? "" : tlsServerName,
          "The name that Prometheus checks; the Service's, with namespace and `.svc`, unless set.",
        ),
      },
    },
    persistence: {
      meaning: "The state file of one control plane: topology, tenants, what was heard and what happened.",
      values: {
        enabled: yesOrNo(
          true,
          "Without it topology and tenants are those of `config`, and a restart forgets the rest.",
        ),
        existingClaim: objectName(
          "",
          "A claim that there is, in the place of one that the chart makes and keeps.",
        ),
        size: text(
          claimSize(),
          "Hundreds of thousands of shards and tenants fit into the default.",
          "^[0-9]+(Mi|Gi|Ti)$",
        ),
        storageClassName: objectName("", "The cluster's default unless set."),
        accessModes: {
          initial: persistentVolumeClaim().spec?.accessModes ?? [],
          schema: { type: "array", items: { type: "string" }, minItems: 1 },
          meaning: "The file has one writer.",
        },
      },
    },
  };
}

function podValues(options: BundleOptions): ChartValues {
  const [container] =
    deployment(OBJECT_NAMES.exporter, options.kubernetes, STATE_VOLUME).spec?.template.spec?.containers ?? [];
  return {
    image: {
      meaning: "The image.",
      values: {
        repository: text(OBJECT_NAMES.exporter, "Where it is pulled from.", "."),
        tag: text("", "The version of the chart's application unless set."),
        digest: text("", "`sha256:...`; then the tag is for people only.", "^(sha256:[0-9a-f]{64})?$"),
        pullPolicy: oneOf(
          ["Always", "IfNotPresent", "Never"],
          container?.imagePullPolicy ?? "",
          "When it is pulled.",
        ),
        pullSecrets: listOf("Secrets for the registry: `- name: NAME`."),
      },
    },
    resources: objectOf(
      container?.resources ?? {},
      "For some hundred shards; `tidaldb-exporter plan` predicts more. No limit on CPU: a throttled exporter does not watch.",
    ),
    priorityClassName: objectName(
      options.kubernetes.priorityClassName,
      "Of the pods. What watches should outlive what it watches.",
    ),
    topologySpreadConstraints: listOf(
      "In the place of the chart's own, with which several pods are on different nodes and, if possible, in different zones.",
    ),
    nodeSelector: texts("Of the pods."),
    tolerations: listOf("Of the pods."),
    affinity: objectOf({}, "Of the pods."),
    podLabels: texts("Of the pods."),
    podAnnotations: texts("Of the pods."),
    extraArgs: textsIn("Further flags, such as `--log.level=debug`."),
    extraEnv: listOf("Environment of the container."),
    extraConfigSources: listOf(
      "Further sources of the projected volume /etc/tidaldb-exporter, such as a Secret with credentials of NATS.",
    ),
    rollOnConfigChange: yesOrNo(
      false,
      "Whether a changed `config` starts the pods anew. Otherwise POST /-/reload makes them read it.",
    ),
  };
}

function monitoringValues(options: BundleOptions): ChartValues {
  const [endpoint] = serviceMonitor(options).spec.endpoints;
  return {
    service: {
      meaning: "The name by which shards, Prometheus and people reach the exporter.",
      values: {
        type: oneOf(["ClusterIP", "NodePort", "LoadBalancer"], service().spec?.type ?? "", "Its type."),
        annotations: texts("Its annotations."),
      },
    },
    serviceMonitor: {
      meaning: "How the Prometheus operator scrapes the exporter. Off where there is no operator.",
      values: {
        enabled: yesOrNo(true, "Whether there is one."),
        labels: texts("Its labels, beside commonLabels."),
        interval: text(
          endpoint?.interval ?? "",
          "Time between scrapes. The rules are made for the default.",
          DURATION,
        ),
        scrapeTimeout: text(endpoint?.scrapeTimeout ?? "", "No more than the interval.", DURATION),
        parts: {
          initial: options.scrapeParts,
          schema: { type: "integer", minimum: 1, maximum: LARGEST_PART_COUNT },
          meaning:
            "In how many parts each exporter is scraped, each of them a target, where one scrape is larger than Prometheus takes. " +
            "`tidaldb-exporter plan` says how many.",
        },
        cluster: text(
          "",
          "Value of the label `cluster`; needed where exporters of several clusters share a namespace.",
        ),
      },
    },
    prometheusRule: toggled(
      "The alerts and recording rules, also of the dashboards. They are about every cluster: one release in a namespace has them.",
    ),
    dashboards: {
      ...toggled("ConfigMaps for Grafana's sidecar. One release has them."),
      values: {
        ...toggled("").values,
        folder: text(
          options.kubernetes.dashboardFolder,
          "Folder of Grafana; the sidecar needs `folderAnnotation: grafana_folder`.",
        ),
        annotations: texts("Their annotations."),
      },
    },
    alertmanagerConfig: {
      meaning:
        "Routes, inhibitions, receivers and texts, for an Alertmanager of the Prometheus operator that selects it.",
      values: {
        enabled: yesOrNo(
          false,
          "Whether there is one. It routes what has the label `namespace` of the release, which all alerts of the chart have.",
        ),
        labels: texts("Its labels, beside commonLabels."),
        receiversSecret: objectName(
          OBJECT_NAMES.receivers,
          "A Secret with the keys pagerduty-routing-key, slack-webhook-url, dead-mans-switch-url and dead-mans-switch-token: with one " +
            "missing the operator takes none of the routes.",
        ),
      },
    },
    networkPolicy: {
      meaning: "Who may connect to the exporter.",
      values: {
        enabled: yesOrNo(options.kubernetes.networkPolicy, "Whether there is one."),
        from: listOf("Peers of a NetworkPolicy. All pods of the Kubernetes cluster unless set."),
      },
    },
  };
}

function toggled(meaning: string): ChartSection {
  return {
    meaning,
    values: {
      enabled: yesOrNo(true, "Whether there are any."),
      labels: texts("Their labels, beside commonLabels."),
    },
  };
}

/** Without the regions: Helm merges mappings, and a region of the example would stay among those of an installation. */
function initialConfig(options: BundleOptions): object {
  const { cluster, ...settings } = exporterSettings(options);
  return { cluster: { name: cluster.name }, ...settings };
}

function claimSize(): string {
  return persistentVolumeClaim().spec?.resources?.requests?.["storage"] ?? "";
}
