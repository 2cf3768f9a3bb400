import { ruleGroups } from "../alerts/rule-groups";
import { dashboardFiles } from "../dashboards/dashboard-files";
import type { BundleOptions } from "../options/options";
import type { BundleFile } from "../terms/bundle-file";
import { mixinReadme } from "./mixin-readme";
import { mixinSource, PLACEHOLDERS } from "./mixin-source";

/** A monitoring mixin of jsonnet, of the same rules and dashboards as the bundle's other files. */
export function mixinFiles(options: BundleOptions): readonly BundleFile[] {
  // Labels that are added to every alert are added by the mixin.
  const unset: BundleOptions = { ...options, ...PLACEHOLDERS, alertLabels: {} };
  const dashboards = dashboardFiles(unset).filter(({ path }) => path.endsWith(".json"));
  return [
    { path: "README.md", text: mixinReadme() },
    { path: "jsonnetfile.json", text: json({ version: 1, dependencies: [], legacyImports: true }) },
    {
      path: "mixin.libsonnet",
      text: mixinSource(
        options,
        dashboards.map(({ path }) => path),
      ),
    },
    { path: "rules.json", text: json({ groups: ruleGroups(unset) }) },
    ...dashboards.map(({ path, text }) => ({ path: `dashboards/${path}`, text })),
  ];
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
