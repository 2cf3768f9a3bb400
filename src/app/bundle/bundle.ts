import { DEFAULT_BUNDLE_OPTIONS } from "../../bundle/options/options";
import type { BundleOptionChanges } from "../../bundle/options/options";
import type { BundleThresholds } from "../../bundle/terms/base-options";
import { writeBundle } from "../../bundle/write-bundle";
import { formatProblems } from "../../strict-yaml/config-problem";
import type { WithConfigProblems } from "../../strict-yaml/config-problem";
import { describeFileError } from "../../strict-yaml/source/file-error";
import { readConfigFile } from "../../config/load";
import { ALERTS_FOLDER } from "./alerts-folder";
import { printBundleOptions } from "../../bundle/options-file/print-bundle-options";
import { parseBundleOptions, readBundleOptions } from "../../bundle/options-file/read-bundle-options";
import type { OtherOptions } from "../../bundle/options-file/read-bundle-options";
import type { Result } from "../../domain/terms/result";

/** What a bundle is made from: the defaults, and over them whatever is given here, the later over the earlier. */
export interface BundleRequest {
  /** Made if need be. */
  readonly folder: string;
  /** The exporter's own configuration: its thresholds. */
  readonly configPath?: string | undefined;
  /** A file of options. */
  readonly optionsPath?: string | undefined;
  /** Single options, such as those of flags. */
  readonly changes: BundleOptionChanges;
  readonly buildInfo: { readonly version: string };
}

/** What came of it; `text` is lines for a terminal. */
export interface BundleReport {
  readonly ok: boolean;
  readonly text: string;
  /** What the operator should know of what was written. */
  readonly warning?: string;
}

/** Writes dashboards, rules and manifests for one installation, and the options that they were made with. */
export async function writeBundleFor(request: BundleRequest): Promise<BundleReport> {
  const { folder, configPath, optionsPath, buildInfo } = request;
  const fromConfig = configPath === undefined ? NO_THRESHOLDS : await thresholdsOf(configPath);
  const thresholds = fromConfig.ok ? fromConfig.value : {};
  const others: OtherOptions = {
    changes: { ...request.changes, thresholds },
    sourceOf: ([name]) => (name === "thresholds" ? configPath : FLAGS[String(name)]) ?? "",
  };
  const read =
    optionsPath === undefined
      ? parseBundleOptions("{}", "", others)
      : await readBundleOptions(optionsPath, others);
  if (!fromConfig.ok || !read.ok) {
    const problems = [fromConfig, read].flatMap((each) => (each.ok ? [] : each.problems));
    return { ok: false, text: formatProblems(problems) };
  }
  const { value: options } = read;
  try {
    const target = { folder, alertsFolder: ALERTS_FOLDER, version: buildInfo.version };
    await writeBundle(options, target, [{ path: "options.yml", text: printBundleOptions(options) }]);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { ok: false, text: `${folder}: cannot be written: ${describeFileError(error)}\n` };
  }
  return {
    ok: true,
    text: `${folder}: wrote alerts/, prometheus/, dashboards/, kubernetes/, kubernetes-ha/, kubernetes-alertmanager/, helm/, mixin/, and their options.yml\n`,
    ...(options.runbookBaseUrl === DEFAULT_BUNDLE_OPTIONS.runbookBaseUrl && { warning: NO_RUNBOOKS }),
  };
}

/** At three in the morning is too late to find out where a link leads. */
const NO_RUNBOOKS =
  `warning: links to runbooks lead to ${DEFAULT_BUNDLE_OPTIONS.runbookBaseUrl}, where this installation's are not; ` +
  "--runbook-base-url http://EXPORTER:10843/runbooks lets them lead to an exporter, which serves them\n";

type Thresholds = Result<Partial<BundleThresholds>, WithConfigProblems>;

const NO_THRESHOLDS: Thresholds = { ok: true, value: {} };

/** What the options are called that a flag can set. */
const FLAGS: Readonly<Partial<Record<string, string>>> = {
  jobName: "--job-name",
  runbookBaseUrl: "--runbook-base-url",
  dashboardBaseUrl: "--dashboard-base-url",
};

/** The exporter's thresholds are the bundle's. */
async function thresholdsOf(configPath: string): Promise<Thresholds> {
  const file = await readConfigFile(configPath, false);
  if (!file.ok) return file;
  const { offlineAfterMs, degradedLagMs } = file.value.config.controlPlane;
  return { ok: true, value: { offlineAfterMs, degradedLagMs } };
}

/** Whether an error is the operating system's answer, and no defect of ours. */
function isSystemError(error: unknown): boolean {
  return typeof error === "object" && error !== null && "syscall" in error;
}
