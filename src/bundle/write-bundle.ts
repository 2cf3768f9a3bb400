import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { adaptAlertmanager, adaptRunbook } from "./adapt-shipped-text";
import { rulesYaml } from "./alerts/rules-yaml";
import { bundleReadme } from "./checks/bundle-readme";
import { checkScript } from "./checks/check-script";
import { ruleTestsYaml } from "./checks/rule-tests";
import type { BundleFile } from "./terms/bundle-file";
import { dashboardFiles } from "./dashboards/dashboard-files";
import { alertmanagerFiles } from "./kubernetes/alertmanager/alertmanager-files";
import type { AlertmanagerTexts } from "./kubernetes/alertmanager/shipped-alertmanager";
import { chartFiles } from "./helm/chart-files";
import { kubernetesFiles } from "./kubernetes/kubernetes-files";
import { redundantKubernetesFiles } from "./kubernetes/redundant-files";
import { mixinFiles } from "./mixin/mixin-files";
import { scrapeConfigYaml } from "./scrape-config";
import { withSiteProcedure } from "./site-procedure";
import { optionFindings } from "./option-rules/option-findings";
import type { BundleOptions } from "./options/options";

/** The texts that no option changes, below the folder `alerts` of the package: it knows no threshold and no label name. */
const TEMPLATES = "templates";
const TEMPLATE_FILE = "tidaldb.tmpl";
const RUNBOOKS = "runbooks";
const ALERTMANAGER = "alertmanager.yml";

/** Where a bundle is written, and what it is made from. */
export interface BundleTarget {
  /** Created if it is missing. Files in it that are not the bundle's stay; those of an earlier bundle are replaced, except what a site wrote into the places for it in runbooks. */
  readonly folder: string;
  /** The folder `alerts` of this package, with the files that are copied. */
  readonly alertsFolder: string;
  /** Of the exporter, which is the tag of its image. */
  readonly version: string;
}

/**
 * The generated files of a bundle, by their paths below its folder.
 *
 * @param alertmanager what the package ships for it, adapted to the options.
 */
export function bundleFiles(
  options: BundleOptions,
  version: string,
  alertmanager: AlertmanagerTexts,
): readonly BundleFile[] {
  return [
    { path: "README.md", text: bundleReadme(options, version) },
    { path: "alerts/tidaldb.rules.yml", text: rulesYaml(options) },
    { path: "alerts/tests/own-limits.yml", text: ruleTestsYaml(options, "../tidaldb.rules.yml") },
    { path: "alerts/check.sh", text: checkScript(options) },
    { path: "prometheus/tidaldb-exporter.yml", text: scrapeConfigYaml(options) },
    ...below("dashboards", dashboardFiles(options)),
    ...below("kubernetes", kubernetesFiles(options, version)),
    ...below("kubernetes-ha", redundantKubernetesFiles(options, version)),
    ...below("kubernetes-alertmanager", alertmanagerFiles(alertmanager)),
    ...below("helm/tidaldb-exporter", chartFiles(options, version, alertmanager)),
    ...below("mixin", mixinFiles(options)),
  ];
}

/**
 * Writes rules, dashboards and manifests as the options have them, and beside them what the package ships, adapted to
 * them: runbooks, and Alertmanager's configuration with its templates.
 *
 * @param further files to write into the same folder.
 * @throws RangeError, before anything is written, when the options do not go together; the error of the file system, when
 *   the folder cannot be written.
 */
export async function writeBundle(
  options: BundleOptions,
  { folder, alertsFolder, version }: BundleTarget,
  further: readonly BundleFile[] = [],
): Promise<void> {
  const [finding] = optionFindings(options);
  if (finding !== undefined) throw new RangeError(`${finding.options[0].join(".")}: ${finding.message}`);
  const files = [
    ...bundleFiles(options, version, await alertmanagerTexts(options, alertsFolder)),
    ...(await adaptedFiles(options, alertsFolder)),
    ...further,
  ];
  for (const { path, text } of files) {
    const target = join(folder, path);
    await makeFolder(dirname(target));
    await writeFile(target, isRunbook(path) ? await keepingProcedure(text, target) : text);
  }
  await cp(join(alertsFolder, TEMPLATES), join(folder, "alerts", TEMPLATES), { recursive: true });
}

function isRunbook(path: string): boolean {
  return dirname(path) === `alerts/${RUNBOOKS}`;
}

async function keepingProcedure(runbook: string, path: string): Promise<string> {
  return existsSync(path) ? withSiteProcedure(runbook, await readFile(path, "utf8")) : runbook;
}

/** With those above it. Node's own recursive way never ends where the system makes no folders, as in `/proc`. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || existsSync(dirname(path))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

/** What the package ships for Alertmanager, grouping and inhibiting by an installation's own labels. */
export async function alertmanagerTexts(
  options: BundleOptions,
  alertsFolder: string,
): Promise<AlertmanagerTexts> {
  return {
    config: adaptAlertmanager(await readFile(join(alertsFolder, ALERTMANAGER), "utf8"), options),
    templates: await readFile(join(alertsFolder, TEMPLATES, TEMPLATE_FILE), "utf8"),
  };
}

async function adaptedFiles(options: BundleOptions, alertsFolder: string): Promise<readonly BundleFile[]> {
  const read = (...path: readonly string[]): Promise<string> => readFile(join(alertsFolder, ...path), "utf8");
  const runbooks = await readdir(join(alertsFolder, RUNBOOKS));
  return [
    { path: `alerts/${ALERTMANAGER}`, text: adaptAlertmanager(await read(ALERTMANAGER), options) },
    ...(await Promise.all(
      runbooks.map(async (name) => ({
        path: `alerts/${RUNBOOKS}/${name}`,
        text: adaptRunbook(await read(RUNBOOKS, name), options),
      })),
    )),
  ];
}

function below(folder: string, files: readonly BundleFile[]): readonly BundleFile[] {
  return files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
}
