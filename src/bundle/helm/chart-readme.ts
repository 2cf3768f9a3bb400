import { OBJECT_NAMES, TOKEN_KEYS } from "../kubernetes/object-names";
import type { ChartValues } from "./chart-value";
import { CHART_FILES } from "./chart-templates";
import { CHART_NAME } from "./helpers";
import { valuesMarkdown } from "./values-files";

/** The chart's README: how it is installed, what has to be known, and every value. */
export function chartReadme(values: ChartValues): string {
  const literals = TOKEN_KEYS.map((key) => `      --from-literal=${key}="$(openssl rand -hex 32)"`);
  return `# ${CHART_NAME}

Written by \`npm run generate\`; changes made here are lost.

The exporter, with its rules, its dashboards and what the Prometheus operator needs to scrape it: the same objects as
\`kubectl apply -k deploy/kubernetes\`, and with \`replicas: 3\` those of \`deploy/kubernetes-ha\`.

    kubectl create secret generic ${OBJECT_NAMES.tokens} \\
${literals.join(" \\\n")}
    helm install ${CHART_NAME} . --values my-values.yaml

\`\`\`yaml
# my-values.yaml
image: { repository: registry.example.org/tidaldb-exporter }
commonLabels: { release: kube-prometheus-stack } # what your Prometheus operator selects by
config:
  cluster: { name: production, regions: { 0: us-east, 1: eu-west } }
\`\`\`

- **Without the Prometheus operator** set \`serviceMonitor.enabled\` and \`prometheusRule.enabled\` to false; the rules are in
  \`${CHART_FILES.rules}\`. Without Grafana's sidecar set \`dashboards.enabled\` to false.
- **Own thresholds** are in rules, dashboards and configuration alike: \`tidaldb-exporter bundle --options FILE\` writes this
  chart with them. A threshold that is set in \`config.health\` alone is not the one that alerts name.
- **Who is told of alerts** is yours to route: \`alerts/alertmanager.yml\` is an example, and \`alertmanagerConfig.enabled\` makes an
  AlertmanagerConfig of it. Its receivers read a Secret, whose keys the values name. Unless the Alertmanager has
  \`alertmanagerConfigMatcherStrategy: { type: None }\`, it routes alerts of the release's namespace only: those of the chart's rules all have it.
- **A cluster that is too large for one scrape** (\`tidaldb-exporter plan\` says so, and in how many parts it fits): \`serviceMonitor.parts\`
  makes as many targets of each exporter, which rules and dashboards count as one.
- **Several control planes**: \`replicas: 3\` and \`config.topology\`, or NATS:

  \`\`\`yaml
  replicas: 3
  config:
    storage: { kind: nats, bucket: tidaldb, replicas: 3 }
    nats: { servers: [nats://nats:4222], credentials_file: nats/exporter.creds, heartbeats: true }
  extraConfigSources:
    - secret: { name: nats-credentials, items: [{ key: exporter.creds, path: nats/exporter.creds }] }
  \`\`\`

- **Several clusters** in one namespace are several releases, each with its \`serviceMonitor.cluster\`; all but one of them with
  \`prometheusRule.enabled\` and \`dashboards.enabled\` set to false, because rules and dashboards are about all clusters.
- **The claim stays** when the release is uninstalled: topology and tenants are in it.

## Values

${valuesMarkdown(values)}
`;
}
