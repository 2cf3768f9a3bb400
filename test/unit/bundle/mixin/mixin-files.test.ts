import { ALERT_NAMES } from "../../../../src/bundle/alerts/alert-entries";
import { ruleGroups } from "../../../../src/bundle/alerts/rule-groups";
import { dashboardFiles } from "../../../../src/bundle/dashboards/dashboard-files";
import { mixinFiles } from "../../../../src/bundle/mixin/mixin-files";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import type { BundleOptions } from "../../../../src/bundle/options/options";

const PLACEHOLDER = /__[A-Z]+(?:_[A-Z]+)*__/g;

/** The file with the placeholders replaced, as jsonnet does it. */
function configured(path: string, options: BundleOptions = DEFAULT_BUNDLE_OPTIONS): string {
  return raw(path, options)
    .replaceAll("__JOB_NAME__", options.jobName)
    .replaceAll("__RUNBOOK_BASE_URL__", options.runbookBaseUrl)
    .replaceAll("__DASHBOARD_BASE_URL__", options.dashboardBaseUrl);
}

const SHIPPED = mixinFiles(DEFAULT_BUNDLE_OPTIONS);

function raw(path: string, options: BundleOptions = DEFAULT_BUNDLE_OPTIONS): string {
  const files = options === DEFAULT_BUNDLE_OPTIONS ? SHIPPED : mixinFiles(options);
  const file = files.find((each) => each.path === path);
  if (!file) throw new Error(`expected a file ${path}`);
  return file.text;
}

test("The rules are those of the rules file, once the configuration's texts are in their places", () => {
  expect(JSON.parse(configured("rules.json"))).toEqual({ groups: ruleGroups(DEFAULT_BUNDLE_OPTIONS) });
});

test("So are the dashboards, and the mixin imports each of them", () => {
  for (const { path, text } of dashboardFiles(DEFAULT_BUNDLE_OPTIONS).filter((each) =>
    each.path.endsWith(".json"),
  )) {
    expect(JSON.parse(configured(`dashboards/${path}`))).toEqual(JSON.parse(text));
    expect(raw("mixin.libsonnet")).toContain(`'${path}': configured(import 'dashboards/${path}')`);
  }
});

test("There is no placeholder that the mixin does not replace", () => {
  const used = SHIPPED.flatMap(({ path, text }) =>
    path.endsWith(".json") ? [...text.matchAll(PLACEHOLDER)].map(([placeholder]) => placeholder) : [],
  );
  const replaced = [...raw("mixin.libsonnet").matchAll(/\['(__[A-Z_]+__)', config\.(\w+)\]/g)].map(
    ([, text]) => text,
  );

  expect([...new Set(used)].sort()).toEqual(replaced.sort());
});

test("Its configuration begins with the bundle's options, and labels of alerts are added once", () => {
  const options = bundleOptions({ jobName: 'a "b"', alertLabels: { team: "storage" } });

  expect(raw("mixin.libsonnet", options)).toContain('jobName: "a \\"b\\""');
  expect(raw("mixin.libsonnet", options)).toContain('alertLabels: {"team":"storage"}');
  expect(raw("rules.json", options)).not.toContain("storage");
});

test("An alert that the options leave out is not in it", () => {
  const [name = "Watchdog"] = ALERT_NAMES;
  const options = bundleOptions({ alertUrgencies: { [name]: { enabled: false } } });

  expect([raw("rules.json").includes(`"${name}"`), raw("rules.json", options).includes(`"${name}"`)]).toEqual(
    [true, false],
  );
});

test("Its example names an alert that there is", () => {
  const [, name] = /\{ (\w+): \{ enabled: false \} \}/.exec(raw("mixin.libsonnet")) ?? [];

  expect(ALERT_NAMES).toContain(name);
});
