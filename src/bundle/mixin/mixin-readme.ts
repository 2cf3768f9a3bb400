/** How the mixin is installed and what can be set in it. */
export function mixinReadme(): string {
  return `# tidaldb-mixin

Written by \`npm run generate\`; changes made here are lost.

The rules, alerts and dashboards of tidalDB for those who make their monitoring of jsonnet. Rendered without configuration it is what
\`alerts/tidaldb.rules.yml\` and \`dashboards/\` have.

    jb install github.com/tidaldb/tidaldb-exporter/deploy/mixin@main

\`\`\`jsonnet
local mixin = (import 'github.com/tidaldb/tidaldb-exporter/deploy/mixin/mixin.libsonnet') + {
  _config+:: {
    dashboardBaseUrl: 'https://grafana.example.org',
    alertLabels: { team: 'storage' },
    alerts: { TidaldbWalGrowth: { enabled: false }, TidaldbNothingHeard: { severity: 'info' } },
  },
};
\`\`\`

With kube-prometheus:

\`\`\`jsonnet
local addMixin = (import 'kube-prometheus/lib/mixin.libsonnet');
local tidaldb = addMixin({ name: 'tidaldb', dashboardFolder: 'tidalDB', mixin: mixin });
{ 'tidaldb-prometheus-rules': tidaldb.prometheusRules }  // and tidaldb.grafanaDashboards in grafana.dashboards
\`\`\`

As files:

    jsonnet -S -e 'local m = import "mixin.libsonnet"; std.manifestYamlDoc({ groups: m.prometheusRules.groups + m.prometheusAlerts.groups })'
    jsonnet -m dashboards_out -e '(import "mixin.libsonnet").grafanaDashboards'

- \`prometheusRules\` are the recording rules that dashboards read; load both, or graphs stay empty. Groups of alerts have the records that
  their own alerts read.
- **Limits, windows and waiting times** are in expressions and in texts: \`tidaldb-exporter bundle --options FILE\` writes this mixin with
  others, below \`mixin/\`.
- \`_config\`: \`jobName\`, \`runbookBaseUrl\`, \`dashboardBaseUrl\`, \`alertLabels\`, and \`alerts\` by name with \`enabled\`, \`severity\` and \`page\`. What is
  misspelt is an error.
`;
}
