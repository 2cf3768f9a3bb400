import { ALERT_NAMES } from "../alerts/alert-entries";
import { buildDashboards } from "../dashboards/dashboard-files";
import type { BundleOptions } from "../options/options";

/** What is in a bundle, how it is installed, and how it is checked: the README at its top. */
export function bundleReadme(options: BundleOptions, version: string): string {
  const off = ALERT_NAMES.filter((name) => !options.alertUrgencies[name].enabled);
  const titles = buildDashboards(options).map(({ uid, title }) => `${title ?? ""} (\`${uid ?? ""}.json\`)`);
  return `# Monitoring of tidalDB

Written by \`tidaldb-exporter bundle\` ${version} from [options.yml](options.yml), which lists every option with its value. Changes made in these
files are lost with the next bundle: change the options instead.

## What is here

- \`alerts/tidaldb.rules.yml\`: recording rules and alerts for Prometheus. The dashboards read what is recorded, so load it wherever they look.
- \`alerts/alertmanager.yml\` with \`alerts/templates/\`: routes, inhibitions and texts for Alertmanager. Its receivers need your addresses.
- \`alerts/runbooks/\`: what to do, one page for each alert, with the limits of this bundle.
- \`prometheus/tidaldb-exporter.yml\`: how Prometheus scrapes the exporter, for its \`scrape_config_files\`${inParts(options)}.
- \`dashboards/\`: ${titles.join(", ")}; \`provisioning/\` is what Grafana reads at its start.
- \`kubernetes/\` and \`kubernetes-ha/\`: the exporter once, or three times on different nodes: \`kubectl apply -k kubernetes\`.
- \`kubernetes-alertmanager/\`: routes and texts for an Alertmanager of the Prometheus operator.
- \`helm/tidaldb-exporter/\`: the same as a chart of Helm, with values; its README lists them.
- \`mixin/\`: rules and dashboards as a monitoring mixin of jsonnet.

## Check it

    sh alerts/check.sh

It has promtool read the rules and try every alert that has a limit on both sides of it (\`alerts/tests/own-limits.yml\`), and amtool read the
configuration of Alertmanager and follow each alert to its receiver. Run it again when you have changed the routes.

## What it is set to

- The exporter is the job \`${options.jobName}\`; clusters are told apart by ${listOf(options.scopeLabels)}.
- Alerts that are off: ${off.length === 0 ? "none" : off.join(", ")}.
- Alerts that wake somebody: ${ALERT_NAMES.filter((name) => options.alertUrgencies[name].enabled && options.alertUrgencies[name].pages).join(", ")}.
`;
}

function inParts({ scrapeParts }: BundleOptions): string {
  return scrapeParts === 1 ? "" : `: in ${scrapeParts} parts, each of them a target`;
}

function listOf(labels: readonly string[]): string {
  return labels.length === 0 ? "nothing: there is one" : labels.map((label) => `\`${label}\``).join(", ");
}
