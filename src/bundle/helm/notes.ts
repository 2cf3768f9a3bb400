import { EXPORTER_ENDPOINT } from "../kubernetes/exporter-endpoint";
import { OBJECT_NAMES, TOKEN_KEYS } from "../kubernetes/object-names";
import { CHART_NAME } from "./helpers";
import { named } from "./in-release";

/** What Helm says after an installation: what is still to be done, and how it is looked at. */
export function notesText(): string {
  const literals = TOKEN_KEYS.map((key) => `--from-literal=${key}="$(openssl rand -hex 32)"`);
  const secret = `{{ include "${CHART_NAME}.tokens" . }}`;
  const forward = `kubectl --namespace {{ .Release.Namespace }} port-forward service/{{ include "${CHART_NAME}.fullname" . }} ${EXPORTER_ENDPOINT.port}:http`;
  return `{{ .Chart.Name }} {{ .Chart.AppVersion }} is release {{ .Release.Name }} in namespace {{ .Release.Namespace }}.
{{ if not (lookup "v1" "Secret" .Release.Namespace (include "${CHART_NAME}.tokens" .)) }}
The pods start as soon as there is a Secret with the tokens that shards, Prometheus and operators show:

  kubectl --namespace {{ .Release.Namespace }} create secret generic ${secret} \\
    ${literals.join(" \\\n    ")}
{{ end }}
{{- if not (or .Values.existingConfigMap (dig "cluster" "regions" "" .Values.config)) }}
The regions are those of an example: set config.cluster.name and config.cluster.regions.
{{ end }}
{{- if gt (int .Values.replicas) 1 }}
There are {{ .Values.replicas }} equal control planes. Every heartbeat has to reach each of them: senders resolve
{{ ${named(OBJECT_NAMES.everyPod)} }} and post to each address that it has, or publish to NATS.
{{- if not (or .Values.existingConfigMap .Values.config.topology (eq (dig "storage" "kind" "" .Values.config) "nats")) }}
They know no topology, and one that is changed at one of them the others would not have: set config.topology, or
config.storage.kind to nats.
{{- end }}
{{ end }}
Status page: ${forward}
             http{{ if .Values.tls.secretName }}s{{ end }}://127.0.0.1:${EXPORTER_ENDPOINT.port}/
{{- if not .Values.rollOnConfigChange }}
A changed config reaches the pods within a minute or two; POST /-/reload with the token \`admin\` makes them read it.
{{- end }}
{{- if and .Values.alertmanagerConfig.enabled (not .Values.prometheusRule.enabled) }}
Alertmanager routes by the AlertmanagerConfig only alerts with the label namespace={{ .Release.Namespace }}, unless its own object has
spec.alertmanagerConfigMatcherStrategy.type: None. Of rules from elsewhere, Watchdog, which feeds the dead man's switch, has no namespace
unless \`bundle\` was told of one (kubernetes.namespace).
{{- end }}
{{- if and .Values.serviceMonitor.enabled (not .Values.commonLabels) (not .Values.serviceMonitor.labels) }}
If Prometheus does not find the ServiceMonitor, its operator selects by a label: commonLabels.release=kube-prometheus-stack, for instance.
{{- end }}
`;
}
