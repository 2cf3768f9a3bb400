import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";

import type { BundleOptions } from "../options/options";
import type { KubernetesOptions } from "../terms/kubernetes-options";
import { promqlDuration } from "../promql/promql-duration";
import { PART_LABEL, scrapeParts } from "../terms/scrape-parts";
import { TLS_FILES } from "./container-paths";
import { EXPORTER_ENDPOINT } from "./exporter-endpoint";
import { OBJECT_LABELS, OBJECT_NAMES, SELECTOR_LABELS } from "./object-names";

type Endpoint = IServiceMonitor["spec"]["endpoints"][number];
type Relabeling = NonNullable<Endpoint["metricRelabelings"]>[number];

/** A large exporter takes long to scrape; no scrape may last until the next one. */
const LONGEST_TIMEOUT_MS = 10_000;

/** How Prometheus finds and scrapes the exporter, in one or in parts: with the labels that the rules and the panels expect. */
export function serviceMonitor(options: BundleOptions): IServiceMonitor {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { name: OBJECT_NAMES.exporter, labels: OBJECT_LABELS },
    spec: {
      selector: { matchLabels: SELECTOR_LABELS },
      endpoints: scrapeParts(options.scrapeParts).map((part) => endpoint(options, part)),
    },
  };
}

/** How long a scrape may take, as Prometheus writes it. */
export function scrapeTimeout({ evaluationIntervalMs }: BundleOptions): string {
  return promqlDuration(Math.min(evaluationIntervalMs, LONGEST_TIMEOUT_MS));
}

function endpoint(options: BundleOptions, part: string | undefined): Endpoint {
  const { jobName, evaluationIntervalMs, kubernetes } = options;
  return {
    port: "http",
    path: EXPORTER_ENDPOINT.metricsPath,
    ...(part !== undefined && { params: { part: [part] } }),
    ...(kubernetes.tlsSecret !== "" && tlsClient(kubernetes)),
    interval: promqlDuration(evaluationIntervalMs),
    scrapeTimeout: scrapeTimeout(options),
    authorization: { type: "Bearer", credentials: { name: OBJECT_NAMES.tokens, key: "scrape" } },
    relabelings: [
      { action: "replace", targetLabel: "job", replacement: jobName },
      ...(part !== undefined
        ? [{ action: "replace" as const, targetLabel: PART_LABEL, replacement: part }]
        : []),
    ],
    metricRelabelings: metricRelabelings(options),
  };
}

/** Prometheus believes the authority that is in the Secret beside the certificate, as cert-manager puts it there. */
function tlsClient({ tlsSecret, tlsServerName }: KubernetesOptions): Pick<Endpoint, "scheme" | "tlsConfig"> {
  return {
    scheme: "https",
    tlsConfig: { ca: { secret: { name: tlsSecret, key: TLS_FILES.ca } }, serverName: tlsServerName },
  };
}

/**
 * Takes the part off the exporter's series, and gives the exporter's labels the names that the rules and the panels know them by. Prometheus renames a label that the
 * target has too, to `exported_<label>`; it is put back. A label
 * that the options rename gets its new name.
 */
export function metricRelabelings({
  collidingLabels,
  labelNames,
  scrapeParts: parts,
}: BundleOptions): Relabeling[] {
  const putBack = collidingLabels.filter((label) => labelNames[label] === undefined);
  const renamed = Object.entries(labelNames).filter(([label, name]) => name !== `exported_${label}`);
  return [
    ...putBack.flatMap((label) => [copy(`exported_${label}`, label), drop(`exported_${label}`)]),
    ...renamed.flatMap(([label, name]) => [
      copy(label, name),
      copy(`exported_${label}`, name),
      drop(`exported_${label}`),
    ]),
    ...(parts > 1 ? [drop(PART_LABEL)] : []),
  ];
}

function copy(from: string, to: string): Relabeling {
  return { action: "replace", sourceLabels: [from], regex: "(.+)", targetLabel: to };
}

function drop(label: string): Relabeling {
  return { action: "labeldrop", regex: label };
}
