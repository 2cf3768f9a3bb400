import { CONTAINER_PATHS } from "../kubernetes/container-paths";
import { exporterSettings, stateStorage, webConfig } from "../kubernetes/config-map";
import { OBJECT_LABELS, OBJECT_NAMES } from "../kubernetes/object-names";
import type { BundleOptions } from "../options/options";

/** What the chart is called, and the prefix of its named templates. */
export const CHART_NAME = OBJECT_NAMES.exporter;

const INSTANCE_LABEL = "app.kubernetes.io/instance";

/** An expression with what a named template of the chart prints. */
export function helper(name: string): string {
  return `include "${CHART_NAME}.${name}" $`;
}

/** Where a name differs from `<fullname>` only in what follows it. */
export function suffixOf(name: string): string {
  return name.slice(OBJECT_NAMES.exporter.length);
}

/** The file `_helpers.tpl`: names, labels, and what the exporter's configuration is. */
export function helpersText(options: BundleOptions): string {
  return [naming(), labels(), state(), config(options)].join("\n");
}

function define(name: string, comment: string, ...body: readonly string[]): string {
  return [`{{/* ${comment} */}}`, `{{- define "${CHART_NAME}.${name}" -}}`, ...body, "{{- end }}", ""].join(
    "\n",
  );
}

function naming(): string {
  return [
    define(
      "fullname",
      "The name of Deployment and Service, and the beginning of other names: 50 characters, so that those fit into 63.",
      "{{- if .Values.fullnameOverride }}",
      '{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}',
      "{{- else }}",
      "{{- $name := default .Chart.Name .Values.nameOverride }}",
      "{{- if contains $name .Release.Name }}",
      '{{- .Release.Name | trunc 50 | trimSuffix "-" }}',
      "{{- else }}",
      '{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" }}',
      "{{- end }}",
      "{{- end }}",
    ),
    define(
      "image",
      "With a digest where one is given.",
      "{{- with .Values.image }}",
      "{{- $tag := .tag | default $.Chart.AppVersion }}",
      '{{- if .digest }}{{ printf "%s:%s@%s" .repository $tag .digest }}{{ else }}{{ printf "%s:%s" .repository $tag }}{{ end }}',
      "{{- end }}",
    ),
    define(
      "tokens",
      "The Secret with what callers show.",
      `{{- .Values.tokens.existingSecret | default (printf "%s${suffixOf(OBJECT_NAMES.tokens)}" (include "${CHART_NAME}.fullname" .)) }}`,
    ),
    define(
      "configName",
      "The ConfigMap with the configuration.",
      `{{- .Values.existingConfigMap | default (printf "%s${suffixOf(OBJECT_NAMES.config)}" (include "${CHART_NAME}.fullname" .)) }}`,
    ),
    define(
      "claim",
      "The claim for the state file.",
      `{{- .Values.persistence.existingClaim | default (printf "%s${suffixOf(OBJECT_NAMES.state)}" (include "${CHART_NAME}.fullname" .)) }}`,
    ),
    define(
      "serverName",
      "The name in the certificate that Prometheus checks.",
      `{{- .Values.tls.serverName | default (printf "%s.%s.svc" (include "${CHART_NAME}.fullname" .) .Release.Namespace) }}`,
    ),
  ].join("\n");
}

function labels(): string {
  const [[nameLabel, name], [partLabel, part]] = Object.entries(OBJECT_LABELS) as [
    [string, string],
    [string, string],
  ];
  const instance = `"${INSTANCE_LABEL}" .Release.Name`;
  return [
    define(
      "selectorLabels",
      "What selects the pods of one release, and no other's.",
      `{{- toYaml (dict "${nameLabel}" "${name}" ${instance}) }}`,
    ),
    define(
      "podLabels",
      "The labels of the pods. Without versions: a new chart with the same pods starts none of them anew.",
      `{{- toYaml (merge (dict "${nameLabel}" "${name}" "${partLabel}" "${part}" ${instance}) .Values.podLabels) }}`,
    ),
    define(
      "podAnnotations",
      "The annotations of the pods.",
      "{{- $own := dict }}",
      `{{- if .Values.rollOnConfigChange }}{{- $_ := set $own "checksum/config" (include "${CHART_NAME}.config" . | sha256sum) }}{{- end }}`,
      "{{- toYaml (merge $own .Values.podAnnotations) }}",
    ),
    define(
      "labels",
      "The labels of an object. What selects cannot be set otherwise.",
      "{{- with .root }}",
      `{{- $labels := dict "${nameLabel}" ($.name | default "${name}") "${partLabel}" "${part}" ${instance} }}`,
      '{{- $_ := set $labels "app.kubernetes.io/version" (.Chart.AppVersion | replace "+" "_") }}',
      '{{- $_ := set $labels "app.kubernetes.io/managed-by" .Release.Service }}',
      '{{- $_ := set $labels "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_") }}',
      "{{- toYaml (merge $labels ($.own | default dict) .Values.commonLabels) }}",
      "{{- end }}",
    ),
  ].join("\n");
}

function state(): string {
  return define(
    "state",
    'Where the exporter writes: "claim", "folder" for what may get lost with a pod, or nowhere.',
    '{{- $kind := dig "storage" "kind" "" .Values.config }}',
    "{{- $several := gt (int .Values.replicas) 1 }}",
    '{{- if and $several (eq $kind "file") }}',
    '{{- fail "config.storage.kind: expected config or nats, because replicas is more than 1 and a state file has one writer" }}',
    "{{- end }}",
    '{{- if and .Values.persistence.enabled (not $several) (ne $kind "config") }}claim',
    '{{- else if has $kind (list "file" "nats") }}folder',
    "{{- end }}",
  );
}

function config(options: BundleOptions): string {
  const { regions } = exporterSettings(options).cluster;
  const pairs = Object.entries(regions).map(([id, name]) => `"${id}" "${name}"`);
  const { kind, path } = stateStorage();
  return [
    define(
      "config",
      "The exporter's configuration.",
      "{{- $config := deepCopy .Values.config }}",
      '{{- if not (dig "cluster" "regions" "" $config) }}',
      '{{- $cluster := get $config "cluster" | default dict }}',
      `{{- $_ := set $config "cluster" (merge (dict "regions" (dict ${pairs.join(" ")})) $cluster) }}`,
      "{{- end }}",
      `{{- $state := include "${CHART_NAME}.state" . }}`,
      "{{- if $state }}",
      '{{- $storage := get $config "storage" | default dict }}',
      `{{- $copy := ternary "${CONTAINER_PATHS.stateFolder}/copy.json" "${path}" (eq (get $storage "kind") "nats") }}`,
      `{{- $_ := set $config "storage" (merge $storage (dict "kind" "${kind}" "path" $copy)) }}`,
      "{{- end }}",
      "{{- toYaml $config }}",
    ),
    define("webConfig", "What the exporter serves TLS with.", webConfig().trimEnd()),
  ].join("\n");
}
